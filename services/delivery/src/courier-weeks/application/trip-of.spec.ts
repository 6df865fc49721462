import { describe, expect, it } from '@jest/globals';
import { PassingFault } from '@ftgo/write-path';
import { ajantas, created, given, histories, inMinutes, janesApprovedOrder, kim, lived, scheduled } from '../../delivery/domain/delivery.mother.ts';
import { tripOf } from './trip-of.ts';

describe('the trip that a delivery’s events tell of', () => {
  it('leads from the restaurant to the door, at the times that its courier confirmed', () => {
    const { lat, lng } = janesApprovedOrder.deliveryAddress;
    expect(tripOf(given(...histories.DELIVERED))).toEqual({
      orderId: janesApprovedOrder.orderId,
      courierId: kim,
      from: { lat: ajantas.lat, lng: ajantas.lng },
      to: { lat, lng },
      pickedUpAt: inMinutes(21),
      deliveredAt: inMinutes(31),
      expectedAt: scheduled.deliverAt,
    });
  });

  it('is not late before the time that the consumer wants', () => {
    const [first, ...others] = histories.DELIVERED;
    expect(first).toBe(created);
    expect(tripOf(given({ ...created, deliveryTime: inMinutes(45) }, ...others))).toMatchObject({ expectedAt: inMinutes(45) });
  });

  it.each(lived.filter((stage) => stage !== 'DELIVERED'))('is none yet of one that is %s', (stage) => {
    expect(() => tripOf(given(...histories[stage]))).toThrow(PassingFault);
  });

  it('is none yet of one that is not there', () => expect(() => tripOf(undefined)).toThrow(PassingFault));
});
