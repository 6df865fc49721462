import type { Address, Place } from './place.ts';
import type { Errand, Pace, Stop } from './plan.ts';
import { costOf, timed } from './plan.ts';

/** Numbers that are the same for the same seed (mulberry32, T. Ettinger). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pace: Pace = { metersPerSecond: 5, handoverSeconds: 60 };
export const evening = new Date('2026-11-21T19:00:00Z');
export const minutesLater = (minutes: number): Date => new Date(evening.getTime() + minutes * 60_000);

/** Somewhere within some kilometres of the middle of Oakland. */
export const somewhere = (roll: () => number): Address => ({
  street: 'Some Street',
  city: 'Oakland',
  zip: '94612',
  lat: 37.8044 + (roll() - 0.5) * 0.08,
  lng: -122.2712 + (roll() - 0.5) * 0.1,
});

export const anErrand = (roll: () => number, n: number, readyBy = minutesLater(10 + roll() * 30)): Errand => ({
  orderId: `order-${n}`,
  pickUpAddress: somewhere(roll),
  deliveryAddress: somewhere(roll),
  readyBy,
});

/** What a plan costs: seconds on the road and seconds too late. */
export function totalOf(stops: readonly Stop[], from: Place, now = evening): number {
  const { travel, lateness } = costOf(timed(stops, from, now, pace), from, pace);
  return travel + lateness;
}

/** All orders of the stops in which each delivery comes after its pick-up. */
export function* everyOrder(stops: readonly Stop[], made: readonly Stop[] = []): Generator<readonly Stop[]> {
  if (stops.length === 0) yield made;
  for (const [i, stop] of stops.entries()) {
    const isTooEarly = stop.action === 'DELIVER' && stops.some(({ orderId, action }) => orderId === stop.orderId && action === 'PICK_UP');
    if (!isTooEarly) yield* everyOrder([...stops.slice(0, i), ...stops.slice(i + 1)], [...made, stop]);
  }
}
