import { verifyPassword } from '@ftgo/sign-in';
import { Injectable } from '@nestjs/common';
import { ConsumerRepository } from '../domain/consumer-repository.ts';
import { WrongCredentials } from '../domain/consumer-refusals.ts';

@Injectable()
export class VerifyCredentials {
  constructor(private readonly consumers: ConsumerRepository) {}

  /**
   * A suspended consumer may sign in, and look. An unknown address takes as long as a wrong password.
   *
   * @returns the consumer's id
   * @throws Refusal `WRONG_CREDENTIALS`
   */
  async execute(email: string, password: string): Promise<string> {
    const consumer = await this.consumers.findByEmail(email);
    const right = await verifyPassword(password, consumer?.passwordHash);
    if (!consumer || !right) throw new WrongCredentials();
    return consumer.id;
  }
}
