/** The local stack's operator. */
export const operatorEmail = 'ops@ftgo.example';

/** Of every demo sign-in, in the local stack only. */
export const demoPassword = 'ftgo-demo';

export const operator = async (): Promise<{ email: string; passwordHash: string }> => {
  const { hashPassword } = await import('@ftgo/sign-in');
  return { email: operatorEmail, passwordHash: await hashPassword(demoPassword) };
};
