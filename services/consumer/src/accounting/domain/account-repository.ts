import type { Cause, Decided } from '@ftgo/write-path';
import type { Account } from './account.ts';
import type { AccountEvent } from './accounting-event.ts';

export abstract class AccountRepository {
  abstract find(id: string): Promise<Account | undefined>;

  abstract update(id: string, change: (account: Account | undefined) => Decided<Account, AccountEvent>, cause: Cause): Promise<Account>;
}
