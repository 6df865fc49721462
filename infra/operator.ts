// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { hashPassword } from '../libs/sign-in/src/password.ts';

/** The local stack's operator. */
export const operatorEmail = 'ops@ftgo.example';

/** Of every demo sign-in, in the local stack only. */
export const demoPassword = 'ftgo-demo';

export const hashedOperator = async (): Promise<{ email: string; passwordHash: string }> => {
  return { email: operatorEmail, passwordHash: await hashPassword(demoPassword) };
};
