import type { Money } from '@ftgo/money';
import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { openAccount } from '../domain/account.ts';
import { AccountRepository } from '../domain/account-repository.ts';

/** Whoever becomes a consumer gets an account. */
@Injectable()
export class OpenAccount {
  constructor(private readonly accounts: AccountRepository) {}

  async execute(id: string, creditLimit: Money, cause: MessageCause): Promise<void> {
    await this.accounts.update(id, (account) => openAccount(account, { id, creditLimit }), cause);
  }
}
