import { Refusal } from '@ftgo/refusals';

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
