import { type AggregateRef, type Cause, MoreWanted, PassingFault, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Account } from '../../domain/account.ts';
import type { AccountOf, Authorization, Outcome } from '../../domain/authorization.ts';
import { AuthorizationRepository } from '../../domain/authorization-repository.ts';
import { messageOf } from '../messaging/accounting-messages.ts';
import { accountTable } from './account-table.ts';
import { authorizationTable } from './authorization-table.ts';

class AccountWanted extends MoreWanted {
  constructor(readonly accountId: string) {
    super(`account ${accountId} is wanted`);
  }
}

@Injectable()
export class StoredAuthorizations extends AuthorizationRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  /**
   * Which account it is may only be known from the authorization, and most messages need none. So the authorization goes
   * alone first; where money moves, both go, in one commit. Either way the same change decides, from what it is given.
   */
  async update(
    orderId: string,
    change: (authorization: Authorization | undefined, accountOf: AccountOf) => Outcome,
    cause: Cause,
  ): Promise<void> {
    const authorization: AggregateRef<Authorization> = { table: authorizationTable, id: orderId, likelyNew: true };
    try {
      await this.writePath.update(
        [authorization],
        (given) => {
          const { state, events } = change(given, wanted);
          return { states: [state.authorization], messages: events.map(messageOf) };
        },
        cause,
      );
    } catch (error) {
      if (!(error instanceof AccountWanted)) throw error;
      const { accountId } = error;
      const account: AggregateRef<Account> = { table: accountTable, id: accountId };
      await this.writePath.update(
        [authorization, account],
        (given, found) => {
          const { state, events } = change(given, (id) => (id === accountId ? open(found, id) : wanted(id)));
          return { states: [state.authorization, state.account ?? found], messages: events.map(messageOf) };
        },
        cause,
      );
    }
  }
}

const wanted: AccountOf = (accountId) => {
  throw new AccountWanted(accountId);
};

function open(account: Account | undefined, id: string): Account {
  if (!account) throw new PassingFault(`account ${id} is not open yet`);
  return account;
}
