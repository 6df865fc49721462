import { describe, expect, it } from '@jest/globals';
import { beginCancel, confirmCancel, undoBeginCancel } from './cancellation.ts';
import { stateOf } from './delivery.ts';
import { DeliveryIsBeingCancelled, DeliveryPickedUpAlready } from './delivery-errors.ts';
import { type Lived, anOffer, cancelBegun, cancelUndone, created, expired, given, histories, inMinutes, janesOrder, kim, lived, promised, sought } from './delivery.mother.ts';
import { answerOffer, closeOffer, giveUp, offer, promiseFood, seekCourier } from './offering.ts';
import { pickUp } from './transport.ts';

const { orderId } = janesOrder;
const before: readonly Lived[] = ['EXPECTED', 'PENDING', 'queued', 'OFFERED', 'SCHEDULED'];
const tooLate: readonly Lived[] = ['PICKED_UP', 'DELIVERED'];
const dead: readonly Lived[] = ['CANCELLED', 'FAILED'];

describe('a cancel that begins', () => {
  it.each(before)('locks a delivery that is %s', (stage) => {
    expect(beginCancel(given(...histories[stage]), orderId)).toEqual([cancelBegun]);
    expect(stateOf(given(...histories[stage], cancelBegun)!)).toBe('CANCEL_PENDING');
  });

  it('locks one that is not there yet', () => expect(beginCancel(undefined, orderId)).toEqual([cancelBegun]));

  it.each(tooLate)('is refused once it is %s', (stage) => {
    expect(() => beginCancel(given(...histories[stage]), orderId)).toThrow(DeliveryPickedUpAlready);
  });

  it.each(dead)('is fine with one that is %s', (stage) => expect(beginCancel(given(...histories[stage]), orderId)).toEqual([]));

  it('again changes nothing', () => expect(beginCancel(given(created, cancelBegun), orderId)).toEqual([]));
});

describe('a cancel that is undone', () => {
  it.each(before)('lets a delivery go on that was %s', (stage) => {
    expect(undoBeginCancel(given(...histories[stage], cancelBegun), orderId)).toEqual([cancelUndone]);
    expect(given(...histories[stage], cancelBegun, cancelUndone)).toEqual(given(...histories[stage]));
  });

  it.each(lived)('leaves one as it is that is %s and not locked', (stage) => expect(undoBeginCancel(given(...histories[stage]), orderId)).toEqual([]));
});

describe('a cancel that is confirmed', () => {
  it.each(before)('cancels a delivery that was %s', (stage) => {
    const history = [...histories[stage], cancelBegun];
    const events = confirmCancel(given(...history), orderId);
    expect(events).toMatchObject([{ type: 'DeliveryCancelled' }]);
    expect(stateOf(given(...history, ...events)!)).toBe('CANCELLED');
  });

  it.each([...dead, 'DELIVERED' as const])('is fine with one that is %s', (stage) => expect(confirmCancel(given(...histories[stage]), orderId)).toEqual([]));
});

describe('while its order is being cancelled', () => {
  const locked = (stage: Lived) => given(...histories[stage], cancelBegun);
  const offering = { offerId: 'another', pickUpAddress: anOffer.pickUpAddress, now: inMinutes(2), terms: { windowSeconds: 60, giveUpSeconds: 3600 } };

  it('what is heard of it is kept', () => {
    const expected = given(cancelBegun);
    expect(promiseFood(expected, { orderId, restaurantId: janesOrder.restaurantId, readyBy: inMinutes(20) })).toEqual([promised]);
    expect(stateOf(given(cancelBegun, created)!)).toBe('CANCEL_PENDING');
    const answer = { offerId: anOffer.offerId, courierId: kim, accepted: true, addedTravelSeconds: 1, addedLatenessSeconds: 0 };
    expect(answerOffer(locked('OFFERED'), answer)).toHaveLength(1);
  });

  it('it comes no nearer to the door: no offer begins or ends, nobody picks it up, and nobody gives up', () => {
    expect(offer(locked('queued'), offering)).toEqual([]);
    expect(closeOffer(locked('OFFERED'), inMinutes(2), { courierId: kim, pickUpAt: inMinutes(20), deliverAt: inMinutes(30) })).toEqual([]);
    expect(giveUp(locked('queued'), inMinutes(61))).toEqual([]);
    expect(() => pickUp(locked('SCHEDULED'), orderId, kim, inMinutes(21))).toThrow(DeliveryIsBeingCancelled);
  });

  it('a courier is sought for it, though not asked, so that one is as soon as it goes on', () => {
    expect(seekCourier(given(created, promised, cancelBegun), offering)).toEqual([{ ...sought, giveUpAt: inMinutes(62) }]);
    expect(offer(given(created, promised, sought, cancelBegun, cancelUndone), offering)).toHaveLength(1);
    expect(given(created, promised, sought, anOffer, expired)!.queuedSince).toEqual(inMinutes(1));
  });
});
