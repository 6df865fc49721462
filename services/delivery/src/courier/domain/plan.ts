import { type Address, type Place, metersBetween } from './place.ts';

/** Where a courier has to be for a delivery. */
export interface Stop {
  readonly orderId: string;
  readonly action: 'PICK_UP' | 'DELIVER';
  readonly address: Address;
  /** Of a pick-up: the food is ready then. */
  readonly notBefore?: Date;
  /** Of a delivery: later is late. */
  readonly dueBy?: Date;
}

export interface PlannedStop extends Stop {
  /** When the courier is expected to be there and, at a restaurant, the food, too. */
  readonly at: Date;
}

/** How couriers get about. */
export interface Pace {
  readonly metersPerSecond: number;
  /** What handing something over takes. */
  readonly handoverSeconds: number;
}

/** What a delivery asks of a plan. */
export interface Errand {
  readonly orderId: string;
  readonly pickUpAddress: Address;
  readonly deliveryAddress: Address;
  readonly readyBy: Date;
  /** When the consumer wants it; absent means as soon as possible. */
  readonly deliveryTime?: Date;
}

/** A plan with one errand more, and what that costs. */
export interface Insertion {
  readonly stops: readonly Stop[];
  readonly pickUpAt: Date;
  readonly deliverAt: Date;
  readonly addedTravelSeconds: number;
  /** Over all deliveries of the plan. */
  readonly addedLatenessSeconds: number;
}

export const travelSeconds = (from: Place, to: Place, { metersPerSecond }: Pace): number => metersBetween(from, to) / metersPerSecond;

/** When a courier who is at a place now comes to each of the stops, in this order. */
export function timed(stops: readonly Stop[], from: Place | undefined, now: Date, pace: Pace): PlannedStop[] {
  let [place, time] = [from, now.getTime()];
  return stops.map((stop) => {
    // Of somebody of whom nothing is known it is assumed that they are where they are needed first.
    const arrival = time + (place ? travelSeconds(place, stop.address, pace) * 1_000 : 0);
    const at = Math.max(arrival, stop.notBefore?.getTime() ?? 0);
    [place, time] = [stop.address, at + pace.handoverSeconds * 1_000];
    return { ...stop, at: new Date(at) };
  });
}

/**
 * The plan with the errand where it adds least travel and lateness together, of all places where it can be inserted: the cheapest
 * insertion of a pick-up and delivery into a route whose order is kept.
 */
export function cheapestInsertion(stops: readonly Stop[], errand: Errand, from: Place | undefined, now: Date, pace: Pace): Insertion {
  const [pickUp, delivery] = stopsOf(errand, pace);
  const before = costOf(timed(stops, from, now, pace), from, pace);
  let best: Insertion | undefined;
  for (let i = 0; i <= stops.length; i++) {
    for (let j = i; j <= stops.length; j++) {
      const candidate = [...stops.slice(0, i), pickUp, ...stops.slice(i, j), delivery, ...stops.slice(j)];
      const planned = timed(candidate, from, now, pace);
      const { travel, lateness } = costOf(planned, from, pace);
      const insertion = {
        stops: candidate,
        pickUpAt: planned[i]!.at,
        deliverAt: planned[j + 1]!.at,
        addedTravelSeconds: Math.round(travel - before.travel),
        addedLatenessSeconds: Math.round(lateness - before.lateness),
      };
      if (!best || addedBy(insertion) < addedBy(best)) best = insertion;
    }
  }
  return best!;
}

/** What counts when couriers, or places in a plan, are compared; the least is best. */
export const addedBy = ({ addedTravelSeconds, addedLatenessSeconds }: Pick<Insertion, 'addedTravelSeconds' | 'addedLatenessSeconds'>): number =>
  addedTravelSeconds + addedLatenessSeconds;

/** Food is best within so long of being ready, the ride itself not counted. */
const FRESH_SECONDS = 600;

export function stopsOf(errand: Errand, pace: Pace): [Stop, Stop] {
  const { orderId, pickUpAddress, deliveryAddress, readyBy, deliveryTime } = errand;
  const ride = travelSeconds(pickUpAddress, deliveryAddress, pace) + pace.handoverSeconds;
  const dueBy = deliveryTime ?? new Date(readyBy.getTime() + (ride + FRESH_SECONDS) * 1_000);
  return [
    { orderId, action: 'PICK_UP', address: pickUpAddress, notBefore: readyBy },
    { orderId, action: 'DELIVER', address: deliveryAddress, dueBy },
  ];
}

/** Seconds on the road, and seconds too late over all deliveries. */
export function costOf(stops: readonly PlannedStop[], from: Place | undefined, pace: Pace): { readonly travel: number; readonly lateness: number } {
  let [place, travel, lateness] = [from, 0, 0];
  for (const { address, at, dueBy } of stops) {
    if (place) travel += travelSeconds(place, address, pace);
    if (dueBy) lateness += Math.max(0, at.getTime() - dueBy.getTime()) / 1_000;
    place = address;
  }
  return { travel, lateness };
}
