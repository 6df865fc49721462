import { money } from '@ftgo/money';
import type { Account } from './account.ts';
import type { AccountOf, Authorized, Charged, ConsumerVerified, Refused, Reversed, WaitingForConsumer, WaitingForTicket } from './authorization.ts';

export const ORDER_ID = '01939c00-0000-7000-8000-00000000b001';
export const JANE_ID = '01939c00-0000-7000-8000-00000000a001';

export const usd = (amount: number) => money(amount, 'USD');

/** Jane may spend 500 dollars. */
export const janesAccount: Account = { id: JANE_ID, creditLimit: usd(50_000), held: usd(0), charged: usd(0) };
/** 24.50 of it are set aside for her order. */
export const janesAccountWithHold: Account = { ...janesAccount, held: usd(2_450) };
/** Dan spends to the limit: nothing more goes on his account. */
export const dansExhaustedAccount: Account = { ...janesAccount, held: usd(30_000), charged: usd(20_000) };

export const accountIs = (account: Account): AccountOf => () => account;
/** For transitions that must not touch the account. */
export const untouched: AccountOf = () => {
  throw new Error('The account was asked for.');
};

export const verified: ConsumerVerified = { orderId: ORDER_ID, consumerId: JANE_ID, orderTotal: usd(2_450) };
export const verificationFailed = { orderId: ORDER_ID, consumerId: JANE_ID, reason: 'CONSUMER_SUSPENDED' };
export const ticket = { orderId: ORDER_ID };
export const undone = { orderId: ORDER_ID, consumerId: JANE_ID };

export const waitingForConsumer: WaitingForConsumer = { state: 'WAITING_FOR_CONSUMER', orderId: ORDER_ID };
export const waitingForTicket: WaitingForTicket = {
  state: 'WAITING_FOR_TICKET',
  orderId: ORDER_ID,
  accountId: JANE_ID,
  amount: usd(2_450),
};
export const authorized: Authorized = { ...waitingForTicket, state: 'AUTHORIZED' };
export const charged: Charged = { ...authorized, state: 'CHARGED' };
export const refused: Refused = { state: 'REFUSED', orderId: ORDER_ID, accountId: JANE_ID, reason: 'CREDIT_LIMIT_EXCEEDED' };
export const reversedWith = (released: number): Reversed => ({
  state: 'REVERSED',
  orderId: ORDER_ID,
  accountId: JANE_ID,
  released: usd(released),
});
