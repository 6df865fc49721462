import { verifyPassword } from '@ftgo/sign-in';

/** Whoever signs in with the operator's e-mail and password from the configuration. */
export class Operator {
  static readonly ID = '00000000-0000-7000-8000-00000000feed';

  constructor(
    private readonly email: string,
    private readonly passwordHash: string,
  ) {}

  /** Takes as long for any e-mail. */
  async hasSignIn(email: string, password: string): Promise<boolean> {
    return verifyPassword(password, email.trim().toLowerCase() === this.email.toLowerCase() ? this.passwordHash : undefined);
  }
}
