import { add, equals, exceeds, subtract, zero, type Money } from '@ftgo/money';
import type { Decided } from '@ftgo/write-path';
import type { AccountEvent } from './accounting-event.ts';
import { AccountNotFound, InvalidCreditLimit } from './accounting-refusals.ts';

/** What a consumer may spend, what is set aside for open orders, and what is owed for delivered ones; one currency. */
export interface Account {
  /** The consumer's id. */
  readonly id: string;
  readonly creditLimit: Money;
  readonly held: Money;
  readonly charged: Money;
}

export function openAccount(
  account: Account | undefined,
  { id, creditLimit }: { id: string; creditLimit: Money },
): Decided<Account, AccountEvent> {
  if (account) return { state: account, events: [] };
  const nothing = zero(creditLimit.currency);
  return {
    state: { id, creditLimit, held: nothing, charged: nothing },
    events: [{ type: 'AccountOpened', accountId: id, creditLimit }],
  };
}

/** A limit below what is held or charged already is legal: it only refuses what comes next. */
export function setCreditLimit(account: Account | undefined, id: string, creditLimit: Money): Decided<Account, AccountEvent> {
  if (!account) throw new AccountNotFound(id);
  if (creditLimit.amount < 0) throw new InvalidCreditLimit('A credit limit is not negative.');
  if (creditLimit.currency !== account.creditLimit.currency) {
    throw new InvalidCreditLimit(`The account is kept in ${account.creditLimit.currency}.`);
  }
  if (equals(creditLimit, account.creditLimit)) return { state: account, events: [] };
  return { state: { ...account, creditLimit }, events: [{ type: 'CreditLimitChanged', accountId: id, creditLimit }] };
}

/** Negative where the limit was lowered below what is held and charged. */
export const available = (account: Account): Money => subtract(subtract(account.creditLimit, account.held), account.charged);

export type HoldRefused = 'CURRENCY_MISMATCH' | 'CREDIT_LIMIT_EXCEEDED';

/** @returns the account with the amount set aside, or why it is not. */
export function hold(account: Account, amount: Money): Account | HoldRefused {
  if (amount.currency !== account.creditLimit.currency) return 'CURRENCY_MISMATCH';
  if (exceeds(amount, available(account))) return 'CREDIT_LIMIT_EXCEEDED';
  return { ...account, held: add(account.held, amount) };
}

export const release = (account: Account, amount: Money): Account => ({ ...account, held: subtract(account.held, amount) });

/** @returns the account with the new amount set aside instead of the old one, or why it is not. Less than before always goes. */
export function rehold(account: Account, held: Money, amount: Money): Account | HoldRefused {
  if (amount.currency !== held.currency) return 'CURRENCY_MISMATCH';
  if (exceeds(amount, held)) return hold(account, subtract(amount, held));
  return release(account, subtract(held, amount));
}
