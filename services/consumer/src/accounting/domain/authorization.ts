import { equals, subtract, zero, type Money } from '@ftgo/money';
import { NotYet } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import { available, hold, rehold, release, type Account, type HoldRefused } from './account.ts';
import type { AuthorizationEvent } from './accounting-event.ts';
import { HoldNotMade, NotAuthorized } from './accounting-refusals.ts';

/** Whether an order's amount is set aside on its consumer's account. Its id is the order's. */
export type Authorization = WaitingForConsumer | WaitingForTicket | Authorized | Charged | Refused | Reversed;

/** The ticket is made; who pays, and how much, is not known yet. */
export interface WaitingForConsumer {
  readonly state: 'WAITING_FOR_CONSUMER';
  readonly orderId: string;
}

export interface WaitingForTicket {
  readonly state: 'WAITING_FOR_TICKET';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

export interface Authorized {
  readonly state: 'AUTHORIZED';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

/** The order is delivered and paid. */
export interface Charged {
  readonly state: 'CHARGED';
  readonly orderId: string;
  readonly accountId: string;
  readonly amount: Money;
}

/** Nothing is held, and nothing will be. */
export interface Refused {
  readonly state: 'REFUSED';
  readonly orderId: string;
  readonly accountId: string;
  readonly reason: string;
}

/** The order is dead. Also a tombstone: it refuses what arrives after the undo that should have come before it. */
export interface Reversed {
  readonly state: 'REVERSED';
  readonly orderId: string;
  readonly accountId: string;
  readonly released: Money;
}

/** The account is asked for only by a transition that moves money, so that the others leave its row alone. */
export type AccountOf = (accountId: string) => Account;

/** The authorization and, where money moved, the account: one commit. */
export type Books = { readonly authorization: Authorization; readonly account?: Account };
export type Outcome = Decided<Books, AuthorizationEvent>;

/** The currency of an amount of nothing whose order was never heard of. */
const HOUSE_CURRENCY = 'USD';

export interface ConsumerVerified {
  readonly orderId: string;
  readonly consumerId: string;
  readonly orderTotal: Money;
}

export function consumerVerified(authorization: Authorization | undefined, accountOf: AccountOf, message: ConsumerVerified): Outcome {
  const { orderId, consumerId: accountId, orderTotal: amount } = message;
  switch (authorization?.state) {
    case undefined:
      return becomes({ state: 'WAITING_FOR_TICKET', orderId, accountId, amount });
    case 'WAITING_FOR_CONSUMER':
      return authorize(orderId, accountOf(accountId), amount);
    case 'WAITING_FOR_TICKET':
    case 'AUTHORIZED':
    case 'CHARGED':
    case 'REFUSED':
    case 'REVERSED':
      return ignored(authorization);
    default:
      return authorization satisfies never;
  }
}

export interface ConsumerVerificationFailed {
  readonly orderId: string;
  readonly consumerId: string;
  readonly reason: string;
}

/** There is nothing to hold, and nothing to tell either: the order hears of it from where it was found. */
export function consumerVerificationFailed(authorization: Authorization | undefined, message: ConsumerVerificationFailed): Outcome {
  const { orderId, consumerId: accountId, reason } = message;
  switch (authorization?.state) {
    case undefined:
    case 'WAITING_FOR_CONSUMER':
      return becomes({ state: 'REFUSED', orderId, accountId, reason });
    case 'WAITING_FOR_TICKET':
    case 'AUTHORIZED':
    case 'CHARGED':
    case 'REFUSED':
    case 'REVERSED':
      return ignored(authorization);
    default:
      return authorization satisfies never;
  }
}

export interface TicketCreated {
  readonly orderId: string;
}

export function ticketCreated(authorization: Authorization | undefined, accountOf: AccountOf, { orderId }: TicketCreated): Outcome {
  switch (authorization?.state) {
    case undefined:
      return becomes({ state: 'WAITING_FOR_CONSUMER', orderId });
    case 'WAITING_FOR_TICKET':
      return authorize(orderId, accountOf(authorization.accountId), authorization.amount);
    case 'WAITING_FOR_CONSUMER':
    case 'AUTHORIZED':
    case 'CHARGED':
    case 'REFUSED':
    case 'REVERSED':
      return ignored(authorization);
    default:
      return authorization satisfies never;
  }
}

export interface OrderUndone {
  readonly orderId: string;
  readonly consumerId: string;
}

/** The order was rejected or cancelled, or a saga is past the point from which it will be (ReverseAuthorization). Legal in every state, and where nothing is there yet. */
export function orderUndone(authorization: Authorization | undefined, accountOf: AccountOf, message: OrderUndone): Outcome {
  const { orderId, consumerId: accountId } = message;
  switch (authorization?.state) {
    case undefined:
    case 'WAITING_FOR_CONSUMER':
    case 'REFUSED':
      return reversed(orderId, accountId, zero(HOUSE_CURRENCY));
    case 'WAITING_FOR_TICKET':
      return reversed(orderId, authorization.accountId, zero(authorization.amount.currency));
    case 'AUTHORIZED': {
      const account = release(accountOf(authorization.accountId), authorization.amount);
      return reversed(orderId, authorization.accountId, authorization.amount, account);
    }
    // What is delivered stays paid.
    case 'CHARGED':
    case 'REVERSED':
      return ignored(authorization);
    default:
      return authorization satisfies never;
  }
}

/**
 * The order is delivered: the hold becomes a charge. Accounts settle at once, so that the amount may be spent again.
 *
 * @throws TypeError where nothing is held: an order that is delivered was authorized, or something is wrong.
 */
export function orderDelivered(authorization: Authorization | undefined, accountOf: AccountOf, { orderId }: { readonly orderId: string }): Outcome {
  switch (authorization?.state) {
    case 'AUTHORIZED': {
      const { accountId, amount } = authorization;
      return {
        state: { authorization: { state: 'CHARGED', orderId, accountId, amount }, account: release(accountOf(accountId), amount) },
        events: [{ type: 'AccountCharged', orderId, accountId, amount }],
      };
    }
    case 'CHARGED':
      return ignored(authorization);
    case undefined:
    case 'WAITING_FOR_CONSUMER':
    case 'WAITING_FOR_TICKET':
    case 'REFUSED':
    case 'REVERSED':
      throw new TypeError(`the order ${orderId} is delivered, and its authorization is ${authorization?.state ?? 'none'}`);
    default:
      return authorization satisfies never;
  }
}

export interface Revision {
  readonly orderId: string;
  /** All that the order costs then. */
  readonly amount: Money;
}

/** ReviseAuthorization: the difference is held, or released. @throws HoldNotMade, NotAuthorized; NotYet before anything is held */
export function reviseAuthorization(authorization: Authorization | undefined, accountOf: AccountOf, { orderId, amount }: Revision): Outcome {
  switch (authorization?.state) {
    case undefined:
    case 'WAITING_FOR_CONSUMER':
    case 'WAITING_FOR_TICKET':
      throw new NotYet('Nothing is held for the order so far.');
    case 'AUTHORIZED': {
      if (equals(amount, authorization.amount)) return ignored(authorization);
      const { accountId } = authorization;
      const account = accountOf(accountId);
      const revised = rehold(account, authorization.amount, amount);
      if (typeof revised === 'string') {
        const left = { ...account, held: subtract(account.held, authorization.amount) };
        throw new HoldNotMade(revised, sentence(revised, left, amount));
      }
      return {
        state: { authorization: { ...authorization, amount }, account: revised },
        events: [{ type: 'AuthorizationRevised', orderId, accountId, amount }],
      };
    }
    case 'CHARGED':
    case 'REFUSED':
    case 'REVERSED':
      throw new NotAuthorized(authorization.state);
    default:
      return authorization satisfies never;
  }
}

function authorize(orderId: string, account: Account, amount: Money): Outcome {
  const accountId = account.id;
  const held = hold(account, amount);
  if (typeof held === 'string') {
    const detail = sentence(held, account, amount);
    return becomes({ state: 'REFUSED', orderId, accountId, reason: held }, [
      { type: 'AuthorizationFailed', orderId, accountId, reason: held, detail },
    ]);
  }
  return {
    state: { authorization: { state: 'AUTHORIZED', orderId, accountId, amount }, account: held },
    events: [{ type: 'AccountAuthorized', orderId, accountId, amount }],
  };
}

function sentence(reason: HoldRefused, account: Account, amount: Money): string {
  switch (reason) {
    case 'CREDIT_LIMIT_EXCEEDED':
      return `The order costs ${inWords(amount)}; ${inWords(available(account))} of the credit limit are left.`;
    case 'CURRENCY_MISMATCH':
      return `The order is in ${amount.currency}, the account in ${account.creditLimit.currency}.`;
    default:
      return reason satisfies never;
  }
}

const inWords = ({ amount, currency }: Money): string => `${(amount / 100).toFixed(2)} ${currency}`;

function reversed(orderId: string, accountId: string, released: Money, account?: Account): Outcome {
  return {
    state: { authorization: { state: 'REVERSED', orderId, accountId, released }, account },
    events: [{ type: 'AuthorizationReversed', orderId, accountId, released }],
  };
}

const becomes = (authorization: Authorization, events: AuthorizationEvent[] = []): Outcome => ({ state: { authorization }, events });
const ignored = (authorization: Authorization): Outcome => ({ state: { authorization }, events: [] });
