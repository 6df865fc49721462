import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { Refusal } from '@ftgo/refusals';
import { type Order, approve, cancel, expire, isFinal, place, reject, turnAway } from './order.ts';
import {
  AJANTA,
  NAAN,
  VINDALOO,
  ajantasMenu,
  approved,
  cancelled,
  fivePast,
  janesRequest,
  noon,
  pending,
  placing,
  rejectedFor,
} from './order.mother.ts';

const creditLimit = { reason: 'CREDIT_LIMIT_EXCEEDED', detail: 'The limit is 10.00 USD' };
const rejected = rejectedFor('CREDIT_LIMIT_EXCEEDED');

const refusal = (act: () => unknown): Pick<Refusal, 'code' | 'kind' | 'field'> => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, kind: error.kind, field: error.field };
    throw error;
  }
  throw new Error('was not refused');
};

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

describe('APPROVAL_PENDING', () => {
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
    const { state, events } = turnAway(pending, 'The tandoor is out of order.');
    expect(state).toMatchObject({ state: 'REJECTED', reason: 'REJECTED_BY_RESTAURANT', detail: 'The tandoor is out of order.' });
    expect(events).toEqual([{ type: 'OrderRejected', order: state }]);
  });

  it('is rejected at its deadline, not before', () => {
    expect(expire(pending, new Date(fivePast.getTime() - 1))).toEqual({ state: pending, events: [] });
    expect(expire(pending, fivePast)).toMatchObject({ state: { state: 'REJECTED', reason: 'CREATION_DEADLINE_PASSED' } });
  });

  it('is rejected at once when the consumer cancels', () => {
    const { state, events } = cancel(pending);
    expect(state).toMatchObject({ state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER' });
    expect(events).toHaveLength(1);
  });
});

describe('APPROVED', () => {
  itStaysAsItIs(approved);
  it('is cancelled where the restaurant turns it away', () => {
    const { state, events } = turnAway(approved, 'The tandoor is out of order.');
    expect(state).toMatchObject({ state: 'CANCELLED', reason: 'BY_RESTAURANT', detail: 'The tandoor is out of order.' });
    expect(events).toEqual([{ type: 'OrderCancelled', order: state }]);
  });
  it('can no longer be cancelled', () => {
    expect(refusal(() => cancel(approved))).toMatchObject({ kind: 'conflict', code: 'ORDER_ALREADY_APPROVED' });
  });
  it('is not final', () => expect(isFinal(approved)).toBe(false));
});

describe.each([
  ['REJECTED', rejected],
  ['CANCELLED', cancelled],
])('%s', (_, order) => {
  itStaysAsItIs(order);
  it('is not changed by the restaurant that turns it away', () => {
    expect(turnAway(order, 'too late')).toEqual({ state: order, events: [] });
  });
  it('repeats its outcome to a cancel', () => expect(cancel(order)).toEqual({ state: order, events: [] }));
  it('is final', () => expect(isFinal(order)).toBe(true));
});

describe('an order that does not exist', () => {
  itStaysAsItIs(undefined);
  it('is not changed by the restaurant that turns it away', () => {
    expect(turnAway(undefined, 'whose?')).toEqual({ state: undefined, events: [] });
  });
});

function itStaysAsItIs(order: Order | undefined): void {
  it.each([
    ['an authorization', () => approve(order)],
    ['a refusal', () => reject(order, creditLimit)],
    ['its deadline', () => expire(order, fivePast)],
  ])('is not changed by %s', (_, act) => {
    const { state, events } = act();
    expect(state).toBe(order);
    expect(events).toEqual([]);
  });
}
