import type { Money } from '@ftgo/money';
import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { type Account, setCreditLimit } from '../domain/account.ts';
import { AccountRepository } from '../domain/account-repository.ts';
import { AccountNotFound } from '../domain/accounting-refusals.ts';

@Injectable()
export class SetCreditLimit {
  constructor(private readonly accounts: AccountRepository) {}

  /** @throws Refusal `ACCOUNT_NOT_FOUND`, `INVALID_CREDIT_LIMIT`. */
  async execute(id: string, creditLimit: Money, cause: RequestCause): Promise<Account> {
    if (!isUuid(id)) throw new AccountNotFound(id);
    return this.accounts.update(id, (account) => setCreditLimit(account, id, creditLimit), cause);
  }
}
