import { describe, expect, it } from '@jest/globals';
import { type Lived, anOffer, created, expired, failed, given, histories, inMinutes, janesOrder, kim, lee, lived, now, promised, scheduled, sought } from './delivery.mother.ts';
import type { OfferAnswer } from './delivery-event.ts';
import { answerOffer, closeOffer, giveUp, offer, promiseFood, seekCourier } from './offering.ts';

const { orderId, restaurantId } = janesOrder;
const offering = { offerId: anOffer.offerId, pickUpAddress: anOffer.pickUpAddress, now, terms: { windowSeconds: 60, giveUpSeconds: 3_600 } };
const yes = (courierId: string): OfferAnswer => ({ offerId: anOffer.offerId, courierId, accepted: true, addedTravelSeconds: 300, addedLatenessSeconds: 0 });
const kims = { courierId: kim, pickUpAt: scheduled.pickUpAt, deliverAt: scheduled.deliverAt };

describe('a courier is sought', () => {
  it('once the order is approved and the food is promised, in either order', () => {
    for (const facts of [[created, promised], [promised, created]]) expect(seekCourier(given(...facts), offering)).toEqual([sought, anOffer]);
  });

  it.each([
    ['the promise', [created]],
    ['the approval', [promised]],
  ])('not before %s', (_, facts) => expect(seekCourier(given(...facts), offering)).toEqual([]));

  it('once', () => expect(seekCourier(given(created, promised, sought), offering)).toEqual([]));

  it('though none is asked before it is known where the restaurant is', () => {
    expect(seekCourier(given(created, promised), { ...offering, pickUpAddress: undefined })).toEqual([sought]);
  });
});

describe('the promise of food', () => {
  const promise = { orderId, restaurantId, readyBy: inMinutes(20) };

  it('is kept where there is no delivery yet, and where one is PENDING', () => {
    expect(promiseFood(undefined, promise)).toEqual([promised]);
    expect(promiseFood(given(created), promise)).toEqual([promised]);
  });

  it.each(lived.filter((stage) => stage !== 'PENDING'))('changes nothing when it is %s', (stage) => {
    expect(promiseFood(given(...histories[stage]), promise)).toEqual([]);
  });
});

describe('an offer', () => {
  it('is made of a delivery that waits for a courier', () => {
    expect(offer(given(...histories.queued), offering)).toEqual([anOffer]);
  });

  it.each(lived.filter((stage) => stage !== 'queued'))('is not made of one that is %s', (stage) => {
    expect(offer(given(...histories[stage]), offering)).toEqual([]);
  });

  it('is not made when its time is over', () => expect(offer(given(...histories.queued), { ...offering, now: inMinutes(60) })).toEqual([]));

  it('keeps each courier’s first answer', () => {
    const offered = histories.OFFERED;
    const [answered] = answerOffer(given(...offered), yes(kim));
    expect(answered).toEqual({ type: 'OfferAnswered', orderId, ...yes(kim) });
    expect(answerOffer(given(...offered, answered!), { ...yes(kim), accepted: false })).toEqual([]);
    expect(answerOffer(given(...offered, answered!), yes(lee))).toHaveLength(1);
  });

  it.each(lived.filter((stage) => stage !== 'OFFERED'))('takes no answer when it is %s', (stage) => {
    expect(answerOffer(given(...histories[stage]), yes(kim))).toEqual([]);
  });

  it('takes no answer to an earlier one', () => {
    expect(answerOffer(given(...histories.OFFERED), { ...yes(kim), offerId: 'an earlier one' })).toEqual([]);
  });
});

describe('the end of an offer', () => {
  it('gives the delivery to the best', () => {
    expect(closeOffer(given(...histories.OFFERED), inMinutes(1), kims)).toEqual([scheduled]);
  });

  it('puts it into the queue where nobody is', () => {
    expect(closeOffer(given(...histories.OFFERED), inMinutes(1), undefined)).toEqual([expired]);
  });

  it('fails it where nobody is and its time is over', () => {
    expect(closeOffer(given(...histories.OFFERED), inMinutes(60), undefined)).toEqual([{ ...expired, at: inMinutes(60) }, failed]);
  });

  it('does not come before its time', () => expect(closeOffer(given(...histories.OFFERED), inMinutes(0.9), kims)).toEqual([]));

  it.each(lived.filter((stage) => stage !== 'OFFERED'))('is nothing to a delivery that is %s', (stage) => {
    expect(closeOffer(given(...histories[stage]), inMinutes(1), kims)).toEqual([]);
  });
});

describe('a delivery in the queue', () => {
  it('fails when its time is over', () => expect(giveUp(given(...histories.queued), inMinutes(60))).toEqual([failed]));

  it('does not fail before', () => expect(giveUp(given(...histories.queued), inMinutes(59))).toEqual([]));

  it.each(lived.filter((stage) => stage !== ('queued' as Lived)))('alone does: not one that is %s', (stage) => {
    expect(giveUp(given(...histories[stage]), inMinutes(61))).toEqual([]);
  });
});
