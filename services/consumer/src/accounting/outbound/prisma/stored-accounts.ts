import { type Cause, type Decided, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Account } from '../../domain/account.ts';
import { AccountRepository } from '../../domain/account-repository.ts';
import type { AccountEvent } from '../../domain/accounting-event.ts';
import { messageOf } from '../messaging/accounting-messages.ts';
import { accountIn, accountTable } from './account-table.ts';

@Injectable()
export class StoredAccounts extends AccountRepository {
  constructor(
    private readonly writePath: WritePath,
    private readonly prisma: PrismaClient,
  ) {
    super();
  }

  async find(id: string): Promise<Account | undefined> {
    const found = await this.prisma.account.findUnique({ where: { id } });
    return found ? accountIn({ ...found, credit_limit: found.creditLimit }, id) : undefined;
  }

  update(id: string, change: (account: Account | undefined) => Decided<Account, AccountEvent>, cause: Cause): Promise<Account> {
    return this.writePath.update(
      [{ table: accountTable, id }],
      (account) => {
        const { state, events } = change(account);
        return { states: [state], messages: events.map(messageOf), answer: state };
      },
      cause,
    );
  }
}
