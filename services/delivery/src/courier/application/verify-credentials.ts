import { verifyPassword } from '@ftgo/sign-in';
import { Injectable } from '@nestjs/common';
import { WrongCredentials } from '../domain/courier-errors.ts';
import { CourierDirectory } from './ports/courier-directory.ts';

@Injectable()
export class VerifyCredentials {
  constructor(private readonly directory: CourierDirectory) {}

  /** @returns the courier's id. An unknown address takes as long as a wrong password. */
  async execute(email: string, password: string): Promise<string> {
    const signIn = await this.directory.signInOf(email.trim());
    const right = await verifyPassword(password, signIn?.passwordHash);
    if (!signIn || !right) throw new WrongCredentials();
    return signIn.courierId;
  }
}
