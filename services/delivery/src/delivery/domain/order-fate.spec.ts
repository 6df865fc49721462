import { describe, expect, it } from '@jest/globals';
import { stateOf } from './delivery.ts';
import { type Lived, anOffer, cancelled, created, given, histories, janesApprovedOrder, janesOrder, lived, promised } from './delivery.mother.ts';
import { cancelDelivery, createDelivery } from './order-fate.ts';

const ended: readonly Lived[] = ['DELIVERED', 'CANCELLED', 'FAILED'];

describe('where there is no delivery yet', () => {
  it('an approved order creates a pending one', () => {
    expect(createDelivery(undefined, janesApprovedOrder)).toEqual([created]);
    expect(given(created)).toEqual({ ...janesApprovedOrder, stage: 'PENDING', isCancelPending: false });
  });

  it('an order to be brought as soon as possible has no delivery time', () => {
    const { deliveryTime: _, ...asSoonAsPossible } = janesApprovedOrder;
    expect(createDelivery(undefined, asSoonAsPossible)[0]).not.toHaveProperty('deliveryTime');
  });

  it('keeps only what a delivery is about', () => {
    expect(createDelivery(undefined, { ...janesApprovedOrder, orderTotal: 1234 } as typeof janesApprovedOrder)).toEqual([created]);
  });

  it('a dead order leaves a tombstone that says whose it was', () => {
    expect(cancelDelivery(undefined, janesOrder)).toEqual([{ ...cancelled, consumerId: janesOrder.consumerId, restaurantId: janesOrder.restaurantId }]);
    expect(given(...cancelDelivery(undefined, janesOrder))).toMatchObject({ ...janesOrder, stage: 'CANCELLED' });
  });
});

describe('an approval', () => {
  it('makes a delivery PENDING of one that was only expected', () => {
    expect(createDelivery(given(promised), janesApprovedOrder)).toEqual([created]);
  });

  it.each(lived.filter((stage) => stage !== 'EXPECTED'))('that comes when it is %s changes nothing', (stage) => {
    expect(createDelivery(given(...histories[stage]), janesApprovedOrder)).toEqual([]);
  });

  it('that comes after the tombstone changes nothing', () => {
    expect(createDelivery(given(...cancelDelivery(undefined, janesOrder)), janesApprovedOrder)).toEqual([]);
  });
});

describe('the end of the order', () => {
  it.each(lived.filter((stage) => !ended.includes(stage)))('cancels a delivery that is %s', (stage) => {
    const events = cancelDelivery(given(...histories[stage]), janesOrder);
    expect(events).toMatchObject([{ type: 'DeliveryCancelled' }]);
    expect(stateOf(given(...histories[stage], ...events)!)).toBe('CANCELLED');
  });

  it.each(ended)('finds a delivery that is %s as it is', (stage) => {
    expect(cancelDelivery(given(...histories[stage]), janesOrder)).toEqual([]);
  });

  it('closes the offer that is open', () => {
    const [end] = cancelDelivery(given(...histories.OFFERED), janesOrder);
    expect(end).toMatchObject({ offerId: anOffer.offerId });
    expect(given(...histories.OFFERED, end!)!.offer).toBeUndefined();
  });
});
