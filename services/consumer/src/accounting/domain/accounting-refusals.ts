import { Refusal } from '@ftgo/refusals';
import type { HoldRefused } from './account.ts';

export class AccountNotFound extends Refusal {
  constructor(id: string) {
    super('not-found', 'ACCOUNT_NOT_FOUND', `There is no account ${id}; a new consumer's is opened a moment after signing up.`);
  }
}

export class InvalidCreditLimit extends Refusal {
  constructor(detail: string) {
    super('invalid', 'INVALID_CREDIT_LIMIT', detail, '/creditLimit');
  }
}

/** The order costs more than its consumer may spend, or cannot be paid from this account at all. */
export class HoldNotMade extends Refusal {
  constructor(code: HoldRefused, detail: string) {
    super('unprocessable', code, detail);
  }
}

/** Nothing is held for the order, so nothing else can be. */
export class NotAuthorized extends Refusal {
  constructor(state: string) {
    super('conflict', 'NOT_AUTHORIZED', `The authorization is ${state}.`);
  }
}
