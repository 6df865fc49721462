import { type Errand, type Pace, addedBy, cheapestInsertion, stopsOf } from '../../services/delivery/src/courier/domain/plan.ts';
import type { Rider } from './rider.ts';

/** Gives an errand to one of the couriers who have room. */
export type Policy = (errand: Errand, riders: readonly Rider[], now: Date, pace: Pace, roll: () => number) => void;

/** The product's way: whoever it costs least, where it costs least. */
export const leastAdded: Policy = (errand, riders, now, pace) => {
  const costs = riders.map((rider) => addedBy(cheapestInsertion(rider.stops, errand, rider.placeAt(now), now, pace)));
  const best = riders[costs.indexOf(Math.min(...costs))]!;
  best.follow((stops, from, since) => cheapestInsertion(stops, errand, from, since, pace).stops, now);
};

/** The original's way: whoever comes up, after all that they have to do. */
export const random: Policy = (errand, riders, now, pace, roll) => {
  riders[Math.floor(roll() * riders.length)]!.follow((stops) => [...stops, ...stopsOf(errand, pace)], now);
};

/** Whoever comes up, but inserted where it costs them least: what choosing the place alone is worth. */
export const randomInserted: Policy = (errand, riders, now, pace, roll) => {
  riders[Math.floor(roll() * riders.length)]!.follow((stops, from, since) => cheapestInsertion(stops, errand, from, since, pace).stops, now);
};
