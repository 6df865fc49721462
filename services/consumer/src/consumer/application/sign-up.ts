import type { Money } from '@ftgo/money';
import { hashPassword } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { signUp } from '../domain/consumer.ts';
import { ConsumerRepository, type PublicConsumer } from '../domain/consumer-repository.ts';
import { type Registration, registration } from '../domain/registration.ts';

/** What a new consumer may spend. */
export class DefaultCreditLimit {
  constructor(readonly limit: Money) {}
}

@Injectable()
export class SignUp {
  constructor(
    private readonly consumers: ConsumerRepository,
    private readonly credit: DefaultCreditLimit,
  ) {}

  /** @throws Refusal `EMAIL_TAKEN`, `INVALID_NAME`, `INVALID_EMAIL`, `INVALID_PASSWORD`. */
  async execute(typed: Registration, cause: RequestCause): Promise<PublicConsumer> {
    const { name, email, password } = registration(typed);
    const person = { id: uuidv7(), name, email, passwordHash: await hashPassword(password), creditLimit: this.credit.limit };
    return this.consumers.add(person.id, email, (claim) => signUp(claim, person), cause);
  }
}
