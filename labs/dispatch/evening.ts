import { metersBetween } from '../../services/delivery/src/courier/domain/place.ts';
import type { Errand, Pace } from '../../services/delivery/src/courier/domain/plan.ts';
import { anErrand, dice, evening, somewhere } from '../../services/delivery/src/courier/domain/town.mother.ts';
import type { Policy } from './policies.ts';
import { Rider } from './rider.ts';

export interface Town {
  readonly couriers: number;
  readonly orders: number;
  /** Within which they come, evenly spread by chance. */
  readonly minutes: number;
  /** Deliveries in a plan at most. */
  readonly capacity: number;
  readonly pace: Pace;
  readonly seed: number;
}

export const oakland: Town = { couriers: 50, orders: 500, minutes: 180, capacity: 3, pace: { metersPerSecond: 5, handoverSeconds: 60 }, seed: 7 };

/** Of one evening, per order. */
export interface Evening {
  /** Seconds on the road. */
  readonly travel: number;
  /** Seconds too late. */
  readonly lateness: number;
  readonly shareLate: number;
}

const TICK_SECONDS = 30;

/** The same orders and the same couriers for each policy, by seed. */
export function liveThrough({ couriers, orders, minutes, capacity, pace, seed }: Town, policy: Policy): Evening {
  const roll = dice(seed);
  const riders = Array.from({ length: couriers }, () => new Rider(somewhere(roll), evening, pace));
  const errands = ordersOf(orders, minutes, roll);
  const rollOfPolicy = dice(seed + 1);
  const waiting: Errand[] = [];
  for (let now = evening, come = 0; delivered(riders) < orders; now = later(now, TICK_SECONDS)) {
    for (const rider of riders) rider.rideUntil(now);
    for (; come < errands.length && errands[come]!.at <= now; come++) waiting.push(errands[come]!.errand);
    for (let free = riders.filter((rider) => rider.orders < capacity); waiting.length > 0 && free.length > 0; free = free.filter((rider) => rider.orders < capacity)) {
      policy(waiting.shift()!, free, now, pace, rollOfPolicy);
    }
  }
  const sum = (of: 'travel' | 'lateness' | 'late') => riders.reduce((total, { tally }) => total + tally[of], 0);
  return { travel: sum('travel') / orders, lateness: sum('lateness') / orders, shareLate: sum('late') / orders };
}

function ordersOf(count: number, minutes: number, roll: () => number): { at: Date; errand: Errand }[] {
  const times = Array.from({ length: count }, () => later(evening, roll() * minutes * 60)).sort((a, b) => a.getTime() - b.getTime());
  // The restaurant accepts at once and cooks for ten to twenty minutes.
  return times.map((at, n) => ({ at, errand: anErrand(roll, n, later(at, 600 + roll() * 600)) }));
}

const delivered = (riders: readonly Rider[]): number => riders.reduce((total, { tally }) => total + tally.delivered, 0);

const later = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1_000);

/** How far it is from the restaurant to the door on average, in meters: what no policy can save. */
export function meanRide({ orders, minutes, couriers, seed }: Town): number {
  const roll = dice(seed);
  for (let i = 0; i < couriers; i++) somewhere(roll);
  const meters = ordersOf(orders, minutes, roll).map(({ errand }) => metersBetween(errand.pickUpAddress, errand.deliveryAddress));
  return meters.reduce((a, b) => a + b, 0) / orders;
}
