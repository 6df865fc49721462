import type { Money } from '@ftgo/money';

export type AccountEvent = AccountOpened | CreditLimitChanged;

export interface AccountOpened {
  readonly type: 'AccountOpened';
  readonly accountId: string;
  readonly creditLimit: Money;
}

export interface CreditLimitChanged {
  readonly type: 'CreditLimitChanged';
  readonly accountId: string;
  readonly creditLimit: Money;
}

export type AuthorizationEvent = AccountAuthorized | AccountCharged | AuthorizationFailed | AuthorizationRevised | AuthorizationReversed;

export interface AccountAuthorized {
  readonly type: 'AccountAuthorized';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

/** The hold has become a charge, and the charge was settled. */
export interface AccountCharged {
  readonly type: 'AccountCharged';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

export interface AuthorizationFailed {
  readonly type: 'AuthorizationFailed';
  readonly orderId: string;
  readonly accountId: string;
  readonly reason: 'CREDIT_LIMIT_EXCEEDED' | 'CURRENCY_MISMATCH';
  readonly detail: string;
}

/** Another amount is held than before. */
export interface AuthorizationRevised {
  readonly type: 'AuthorizationRevised';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

/** The hold was released, or will never be made. */
export interface AuthorizationReversed {
  readonly type: 'AuthorizationReversed';
  readonly orderId: string;
  readonly accountId: string;
  readonly released: Money;
}
