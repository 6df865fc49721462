import { describe, expect, it } from '@jest/globals';
import { weekOf } from './courier-week.ts';
import { metersBetween } from './place.ts';
import { dice, minutesLater, somewhere } from './town.mother.ts';
import type { Trip } from './trip.ts';

const roll = dice(7);
const [ajanta, sahara, janes, bens] = [somewhere(roll), somewhere(roll), somewhere(roll), somewhere(roll)];

const trip = (pickedUp: number, delivered: number, over: Partial<Trip> = {}): Trip => ({
  orderId: `order-${pickedUp}-${delivered}`,
  courierId: 'kim',
  from: ajanta,
  to: janes,
  pickedUpAt: minutesLater(pickedUp),
  deliveredAt: minutesLater(delivered),
  expectedAt: minutesLater(delivered),
  ...over,
});

describe('a courier’s week', () => {
  it('is empty without a delivery', () => {
    expect(weekOf([])).toEqual({ deliveries: 0, lateDeliveries: 0, latenessSeconds: 0, distanceMeters: 0, ridingSeconds: 0 });
  });

  it('has the way from the restaurant to the door, and not the way back', () => {
    const there = Math.round(metersBetween(ajanta, janes));
    expect(weekOf([trip(0, 10)])).toMatchObject({ deliveries: 1, distanceMeters: there, ridingSeconds: 600 });
    expect(weekOf([trip(0, 10), trip(60, 75)])).toMatchObject({ deliveries: 2, ridingSeconds: 1_500, distanceMeters: Math.round(2 * metersBetween(ajanta, janes)) });
  });

  it('has the way with two orders on board once, from stop to stop', () => {
    const both = [trip(0, 20), trip(5, 30, { from: sahara, to: bens })];
    const way = metersBetween(ajanta, sahara) + metersBetween(sahara, janes) + metersBetween(janes, bens);
    for (const trips of [both, [...both].reverse()]) expect(weekOf(trips)).toMatchObject({ deliveries: 2, ridingSeconds: 1_800, distanceMeters: Math.round(way) });
  });

  it('goes on riding where one order leaves the board in the moment in which another comes', () => {
    expect(weekOf([trip(0, 10), trip(10, 20)])).toMatchObject({ ridingSeconds: 1_200 });
  });

  it('is late with what comes later than it was expected, and early with nothing', () => {
    const late = { expectedAt: minutesLater(8) };
    const early = { expectedAt: minutesLater(100) };
    expect(weekOf([trip(0, 10, late), trip(20, 30, early), trip(40, 50)])).toMatchObject({ deliveries: 3, lateDeliveries: 1, latenessSeconds: 120 });
  });
});
