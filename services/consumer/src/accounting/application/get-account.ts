import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import type { Account } from '../domain/account.ts';
import { AccountRepository } from '../domain/account-repository.ts';
import { AccountNotFound } from '../domain/accounting-refusals.ts';

@Injectable()
export class GetAccount {
  constructor(private readonly accounts: AccountRepository) {}

  /** @throws Refusal `ACCOUNT_NOT_FOUND`, also for a moment after signing up. */
  async execute(id: string): Promise<Account> {
    const account = isUuid(id) ? await this.accounts.find(id) : undefined;
    if (!account) throw new AccountNotFound(id);
    return account;
  }
}
