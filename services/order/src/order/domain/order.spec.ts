import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { cancel } from './change-wishes.ts';
import { hear } from './hear.ts';
import { approve, expire, isFinal, place, reject } from './order.ts';
import {
  AJANTA,
  NAAN,
  VINDALOO,
  ajantasMenu,
  approved,
  beginning,
  cancelled,
  cancelling,
  delivered,
  fivePast,
  janesRequest,
  noon,
  pending,
  placing,
  rejected,
  revising,
} from './order.mother.ts';
import { refusal } from './refusal.mother.ts';

const creditLimit = { reason: 'CREDIT_LIMIT_EXCEEDED', detail: 'The limit is 10.00 USD' };

describe('placing an order', () => {
  it('prices it by the menu and waits for approval', () => {
    const { state, events } = place(janesRequest, ajantasMenu, placing);
    expect(state).toMatchObject({ state: 'APPROVAL_PENDING', orderTotal: money(2 * 1234 + 350, 'USD'), dueAt: fivePast, createdAt: noon });
    expect(state.lineItems[0]).toEqual({ menuItemId: VINDALOO, name: 'Chicken Vindaloo', price: money(1234, 'USD'), quantity: 2 });
    expect(events).toEqual([{ type: 'OrderCreated', order: state }]);
  });

  it.each([
    ['an unknown restaurant', {}, undefined, 'RESTAURANT_NOT_FOUND', '/restaurantId'],
    ['no lines', { lineItems: [] }, ajantasMenu, 'LINE_ITEMS_OUT_OF_RANGE', '/lineItems'],
    ['an item that is not on the menu', { lineItems: [{ menuItemId: AJANTA, quantity: 1 }] }, ajantasMenu, 'ITEM_NOT_ON_MENU', '/lineItems/0/menuItemId'],
    ['half a naan', { lineItems: [{ menuItemId: NAAN, quantity: 0.5 }] }, ajantasMenu, 'QUANTITY_OUT_OF_RANGE', '/lineItems/0/quantity'],
    ['no naan', { lineItems: [{ menuItemId: NAAN, quantity: 0 }] }, ajantasMenu, 'QUANTITY_OUT_OF_RANGE', '/lineItems/0/quantity'],
    ['a thousand naan', { lineItems: [{ menuItemId: NAAN, quantity: 1000 }] }, ajantasMenu, 'QUANTITY_OUT_OF_RANGE', '/lineItems/0/quantity'],
    [
      'the same item twice',
      { lineItems: [{ menuItemId: NAAN, quantity: 1 }, { menuItemId: NAAN, quantity: 2 }] },
      ajantasMenu,
      'ITEM_TWICE',
      '/lineItems/1/menuItemId',
    ],
    ['a delivery time in the past', { deliveryTime: new Date(noon.getTime() - 1) }, ajantasMenu, 'DELIVERY_TIME_PASSED', '/deliveryTime'],
  ])('refuses %s', (_, change, menu, code, field) => {
    expect(refusal(() => place({ ...janesRequest, ...change }, menu, placing))).toMatchObject({ code, field });
  });
});

describe('an order that waits for approval', () => {
  it('is approved once the amount is held', () => {
    const { state, events } = approve(pending);
    expect(state).toMatchObject({ state: 'APPROVED' });
    expect(state).not.toHaveProperty('dueAt');
    expect(events).toEqual([{ type: 'OrderApproved', order: state }]);
  });

  it('is rejected with the reason', () => {
    const { state, events } = reject(pending, creditLimit);
    expect(state).toMatchObject({ state: 'REJECTED', ...creditLimit });
    expect(events).toEqual([{ type: 'OrderRejected', order: state }]);
  });

  it('is rejected where the restaurant turns it away', () => {
    const { state, events } = hear(pending, { type: 'TicketRejected', detail: 'The tandoor is out of order.' });
    expect(state).toMatchObject({ state: 'REJECTED', reason: 'REJECTED_BY_RESTAURANT', detail: 'The tandoor is out of order.' });
    expect(events).toEqual([{ type: 'OrderRejected', order: state }]);
  });

  it('is rejected at its deadline, not before', () => {
    expect(expire(pending, new Date(fivePast.getTime() - 1))).toEqual({ state: pending, events: [] });
    expect(expire(pending, fivePast)).toMatchObject({ state: { state: 'REJECTED', reason: 'CREATION_DEADLINE_PASSED' } });
  });

  it('is rejected at once when the consumer cancels', () => {
    const { state, events } = cancel(pending, beginning);
    expect(state).toMatchObject({ state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER' });
    expect(events).toHaveLength(1);
  });
});

describe('an approved order', () => {
  it.each([
    ['the restaurant turns it away', { type: 'TicketRejected', detail: 'No naan.' }, { state: 'CANCELLED', reason: 'BY_RESTAURANT', detail: 'No naan.' }],
    ['no courier is found', { type: 'DeliveryFailed', detail: 'Nobody is free.' }, { state: 'CANCELLED', reason: 'NO_COURIER', detail: 'Nobody is free.' }],
  ] as const)('is cancelled where %s', (_, fact, outcome) => {
    const { state, events } = hear(approved, fact);
    expect(state).toMatchObject(outcome);
    expect(events).toEqual([{ type: 'OrderCancelled', order: state }]);
  });

  it('ends at the door', () => {
    const { state, events } = hear(approved, { type: 'DeliveryDelivered' });
    expect(state).toMatchObject({ state: 'DELIVERED' });
    expect(events).toEqual([{ type: 'OrderDelivered', order: state }]);
  });
});

it.each([
  [true, [rejected, cancelled, delivered]],
  [false, [pending, approved, cancelling, revising]],
])('is final: %s', (final, orders) => expect(orders.map(isFinal)).toEqual(orders.map(() => final)));
