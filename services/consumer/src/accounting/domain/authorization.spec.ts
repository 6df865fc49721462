import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { NotYet } from '@ftgo/refusals';
import { HoldNotMade, NotAuthorized } from './accounting-refusals.ts';
import {
  consumerVerificationFailed,
  consumerVerified,
  orderDelivered,
  orderUndone,
  reviseAuthorization,
  ticketCreated,
  type Authorization,
  type Outcome,
} from './authorization.ts';
import {
  JANE_ID,
  ORDER_ID,
  accountIs,
  authorized,
  charged,
  dansExhaustedAccount,
  janesAccount,
  janesAccountWithHold,
  refused,
  reversedWith,
  ticket,
  undone,
  untouched,
  usd,
  verificationFailed,
  verified,
  waitingForConsumer,
  waitingForTicket,
} from './accounting.mother.ts';

const AUTHORIZES: Outcome = {
  state: { authorization: authorized, account: janesAccountWithHold },
  events: [{ type: 'AccountAuthorized', orderId: ORDER_ID, accountId: JANE_ID, amount: usd(2_450) }],
};

const reverses = (released: number, account?: typeof janesAccount): Outcome => ({
  state: { authorization: reversedWith(released), account },
  events: [{ type: 'AuthorizationReversed', orderId: ORDER_ID, accountId: JANE_ID, released: usd(released) }],
});

function expectIgnored({ state, events }: Outcome, authorization: Authorization) {
  expect(state.authorization).toBe(authorization);
  expect(state.account).toBeUndefined();
  expect(events).toEqual([]);
}

describe('no authorization', () => {
  it('waits for the ticket once the consumer is verified', () => {
    expect(consumerVerified(undefined, untouched, verified)).toEqual({ state: { authorization: waitingForTicket }, events: [] });
  });

  it('waits for the consumer once the ticket is created', () => {
    expect(ticketCreated(undefined, untouched, ticket)).toEqual({ state: { authorization: waitingForConsumer }, events: [] });
  });

  it('is refused, and says nothing, when the verification failed', () => {
    expect(consumerVerificationFailed(undefined, verificationFailed)).toEqual({
      state: { authorization: { ...refused, reason: 'CONSUMER_SUSPENDED' } },
      events: [],
    });
  });

  it('leaves a tombstone when the order is undone', () => {
    expect(orderUndone(undefined, untouched, undone)).toEqual(reverses(0));
  });
});

describe('WAITING_FOR_CONSUMER', () => {
  it('holds the amount once the consumer is verified', () => {
    expect(consumerVerified(waitingForConsumer, accountIs(janesAccount), verified)).toEqual(AUTHORIZES);
  });

  it('is refused over the credit limit', () => {
    expect(consumerVerified(waitingForConsumer, accountIs(dansExhaustedAccount), verified)).toEqual({
      state: { authorization: refused },
      events: [
        {
          type: 'AuthorizationFailed',
          orderId: ORDER_ID,
          accountId: JANE_ID,
          reason: 'CREDIT_LIMIT_EXCEEDED',
          detail: 'The order costs 24.50 USD; 0.00 USD of the credit limit are left.',
        },
      ],
    });
  });

  it('is refused in a currency that is not the account’s', () => {
    const inEuro = { ...verified, orderTotal: money(2_450, 'EUR') };
    expect(consumerVerified(waitingForConsumer, accountIs(janesAccount), inEuro)).toMatchObject({
      state: { authorization: { state: 'REFUSED', reason: 'CURRENCY_MISMATCH' } },
      events: [{ type: 'AuthorizationFailed', reason: 'CURRENCY_MISMATCH', detail: 'The order is in EUR, the account in USD.' }],
    });
  });

  it('is refused, and says nothing, when the verification failed', () => {
    expect(consumerVerificationFailed(waitingForConsumer, verificationFailed)).toEqual({
      state: { authorization: { ...refused, reason: 'CONSUMER_SUSPENDED' } },
      events: [],
    });
  });

  it('ignores a second TicketCreated', () => expectIgnored(ticketCreated(waitingForConsumer, untouched, ticket), waitingForConsumer));
  it('is reversed when the order is undone', () => expect(orderUndone(waitingForConsumer, untouched, undone)).toEqual(reverses(0)));
});

describe('WAITING_FOR_TICKET', () => {
  it('holds the amount once the ticket is created', () => {
    expect(ticketCreated(waitingForTicket, accountIs(janesAccount), ticket)).toEqual(AUTHORIZES);
  });

  it('is refused over the credit limit', () => {
    expect(ticketCreated(waitingForTicket, accountIs(dansExhaustedAccount), ticket)).toMatchObject({
      state: { authorization: refused },
      events: [{ type: 'AuthorizationFailed', reason: 'CREDIT_LIMIT_EXCEEDED' }],
    });
  });

  it('is reversed when the order is undone', () => expect(orderUndone(waitingForTicket, untouched, undone)).toEqual(reverses(0)));
  it('ignores a second ConsumerVerified', () => expectIgnored(consumerVerified(waitingForTicket, untouched, verified), waitingForTicket));
  it('ignores ConsumerVerificationFailed: the first answer stands', () =>
    expectIgnored(consumerVerificationFailed(waitingForTicket, verificationFailed), waitingForTicket));
});

describe('AUTHORIZED', () => {
  it('releases exactly what was held when the order is undone', () => {
    const account = { ...janesAccount, held: usd(10_000) };
    expect(orderUndone(authorized, accountIs(account), undone)).toEqual(reverses(2_450, { ...account, held: usd(7_550) }));
  });

  it('ignores a second ConsumerVerified', () => expectIgnored(consumerVerified(authorized, untouched, verified), authorized));
  it('ignores a second TicketCreated', () => expectIgnored(ticketCreated(authorized, untouched, ticket), authorized));
  it('ignores ConsumerVerificationFailed: the first answer stands', () =>
    expectIgnored(consumerVerificationFailed(authorized, verificationFailed), authorized));
});

describe('REFUSED', () => {
  it('is reversed, with nothing to release, when the order is undone', () =>
    expect(orderUndone(refused, untouched, undone)).toEqual(reverses(0)));
  it('ignores a late ConsumerVerified', () => expectIgnored(consumerVerified(refused, untouched, verified), refused));
  it('ignores a late ConsumerVerificationFailed', () => expectIgnored(consumerVerificationFailed(refused, verificationFailed), refused));
  it('ignores a late TicketCreated', () => expectIgnored(ticketCreated(refused, untouched, ticket), refused));
});

describe('REVERSED', () => {
  const reversed = reversedWith(2_450);
  it('ignores that the order is undone once more', () => expectIgnored(orderUndone(reversed, untouched, undone), reversed));
  it('ignores a late ConsumerVerified', () => expectIgnored(consumerVerified(reversed, untouched, verified), reversed));
  it('ignores a late ConsumerVerificationFailed', () => expectIgnored(consumerVerificationFailed(reversed, verificationFailed), reversed));
  it('ignores a late TicketCreated', () => expectIgnored(ticketCreated(reversed, untouched, ticket), reversed));
});

describe('ReviseAuthorization', () => {
  const revise = (authorization: Authorization | undefined, account = janesAccountWithHold, amount = usd(3_000)) =>
    reviseAuthorization(authorization, accountIs(account), { orderId: ORDER_ID, amount });

  it.each([
    ['holds the difference', 3_000],
    ['releases the difference', 1_000],
  ])('AUTHORIZED: %s', (_, amount) => {
    expect(revise(authorized, { ...janesAccount, held: usd(10_000) }, usd(amount))).toEqual({
      state: { authorization: { ...authorized, amount: usd(amount) }, account: { ...janesAccount, held: usd(7_550 + amount) } },
      events: [{ type: 'AuthorizationRevised', orderId: ORDER_ID, accountId: JANE_ID, amount: usd(amount) }],
    });
  });

  it('AUTHORIZED: the same amount changes nothing, and leaves the account alone', () =>
    expectIgnored(reviseAuthorization(authorized, untouched, { orderId: ORDER_ID, amount: authorized.amount }), authorized));

  it('AUTHORIZED: over the limit is refused, with what is left for this order', () => {
    expect(() => revise(authorized, janesAccountWithHold, usd(50_001))).toThrow(HoldNotMade);
    expect(() => revise(authorized, janesAccountWithHold, usd(50_001))).toThrow('The order costs 500.01 USD; 500.00 USD of the credit limit are left.');
  });

  it('AUTHORIZED: another currency is refused', () => {
    expect(() => revise(authorized, janesAccountWithHold, money(1, 'EUR'))).toThrow('The order is in EUR, the account in USD.');
  });

  it.each([
    ['nothing', undefined],
    ['WAITING_FOR_CONSUMER', waitingForConsumer],
    ['WAITING_FOR_TICKET', waitingForTicket],
  ])('%s: that cannot be decided yet', (_, authorization) => expect(() => revise(authorization)).toThrow(NotYet));

  it.each([
    ['REFUSED', refused],
    ['REVERSED', reversedWith(2_450)],
  ])('%s: refused', (_, authorization) => expect(() => revise(authorization)).toThrow(NotAuthorized));
});

describe('the delivery of the order', () => {
  it('makes a charge of what is held, and settles it', () => {
    expect(orderDelivered(authorized, accountIs(janesAccountWithHold), { orderId: ORDER_ID })).toEqual({
      state: { authorization: charged, account: janesAccount },
      events: [{ type: 'AccountCharged', orderId: ORDER_ID, accountId: JANE_ID, amount: usd(2_450) }],
    });
  });

  it.each([
    ['the delivery', (authorization: Authorization) => orderDelivered(authorization, untouched, { orderId: ORDER_ID })],
    ['the verification', (authorization: Authorization) => consumerVerified(authorization, untouched, verified)],
    ['the failed verification', (authorization: Authorization) => consumerVerificationFailed(authorization, verificationFailed)],
    ['the ticket', (authorization: Authorization) => ticketCreated(authorization, untouched, ticket)],
    ['the undo', (authorization: Authorization) => orderUndone(authorization, untouched, undone)],
  ])('is the end of it: %s changes nothing any more', (_, again) => expectIgnored(again(charged), charged));

  it('leaves nothing to revise', () => {
    expect(() => reviseAuthorization(charged, untouched, { orderId: ORDER_ID, amount: usd(1) })).toThrow(NotAuthorized);
  });

  it.each([
    ['none', undefined],
    ['waiting for the consumer', waitingForConsumer],
    ['waiting for the ticket', waitingForTicket],
    ['refused', refused],
    ['reversed', reversedWith(2_450)],
  ])('is a fault where the authorization is %s', (_, wrong) => {
    expect(() => orderDelivered(wrong, untouched, { orderId: ORDER_ID })).toThrow(TypeError);
  });
});
