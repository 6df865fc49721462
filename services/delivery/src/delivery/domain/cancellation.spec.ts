import { describe, expect, it } from '@jest/globals';
import { NotYet } from '@ftgo/refusals';
import { beginCancel, confirmCancel, undoBeginCancel } from './cancellation.ts';
import { cancelDelivery, createDelivery } from './delivery.ts';
import { janesApprovedOrder, janesCancelledDelivery, janesCancelPendingDelivery, janesDelivery, janesOrder, janesTombstone } from './delivery.mother.ts';

const { orderId } = janesOrder;
const toldCancelled = [{ type: 'DeliveryCancelled', orderId }];

describe('a PENDING delivery', () => {
  it('is kept from being picked up when a cancel begins, and nobody else hears of it', () => {
    expect(beginCancel(janesDelivery, orderId)).toEqual({ state: janesCancelPendingDelivery, events: [] });
  });

  it('has nothing to undo', () => expect(undoBeginCancel(janesDelivery, orderId).state).toBe(janesDelivery));

  it('is cancelled by a cancel that is past its pivot', () => {
    expect(confirmCancel(janesDelivery, orderId)).toEqual({ state: janesCancelledDelivery, events: toldCancelled });
  });
});

describe('a CANCEL_PENDING delivery', () => {
  it('stays so when a cancel begins again, or the approval comes again', () => {
    expect(beginCancel(janesCancelPendingDelivery, orderId).state).toBe(janesCancelPendingDelivery);
    expect(createDelivery(janesCancelPendingDelivery, janesApprovedOrder).state).toBe(janesCancelPendingDelivery);
  });

  it('is PENDING again when the cancel is undone', () => {
    expect(undoBeginCancel(janesCancelPendingDelivery, orderId)).toEqual({ state: janesDelivery, events: [] });
  });

  it('is cancelled when the cancel is confirmed, or its order dies', () => {
    expect(confirmCancel(janesCancelPendingDelivery, orderId)).toEqual({ state: janesCancelledDelivery, events: toldCancelled });
    expect(cancelDelivery(janesCancelPendingDelivery, janesOrder)).toEqual({ state: janesCancelledDelivery, events: toldCancelled });
  });
});

describe.each([
  ['a CANCELLED delivery', janesCancelledDelivery],
  ['a tombstone', janesTombstone],
])('%s', (_, dead) => {
  it.each([
    ['a cancel begins', beginCancel],
    ['a cancel is undone', undoBeginCancel],
    ['a cancel is confirmed', confirmCancel],
  ])('is what it was when %s', (__, step) => {
    expect(step(dead, orderId)).toEqual({ state: dead, events: [] });
  });
});

describe('where there is no delivery yet', () => {
  it('a cancel waits for word of the approval', () => expect(() => beginCancel(undefined, orderId)).toThrow(NotYet));

  it('no cancel can go on', () => {
    expect(() => undoBeginCancel(undefined, orderId)).toThrow('never began');
    expect(() => confirmCancel(undefined, orderId)).toThrow('never began');
  });
});
