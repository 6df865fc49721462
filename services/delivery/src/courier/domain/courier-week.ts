import { type Place, metersBetween } from './place.ts';
import type { Trip } from './trip.ts';

/** What a courier brought in a week. */
export interface CourierWeek {
  readonly deliveries: number;
  readonly lateDeliveries: number;
  readonly latenessSeconds: number;
  /** With food on board: from stop to stop, as the crow flies. */
  readonly distanceMeters: number;
  /** With food on board. */
  readonly ridingSeconds: number;
}

/** Their trips in whatever order; where they have several orders with them at once, the way is theirs once. */
export function weekOf(trips: readonly Trip[]): CourierWeek {
  const late = trips.map(latenessOf).filter((seconds) => seconds > 0);
  const way = wayOf(trips);
  return {
    deliveries: trips.length,
    lateDeliveries: late.length,
    latenessSeconds: late.reduce((sum, seconds) => sum + seconds, 0),
    distanceMeters: Math.round(way.meters),
    ridingSeconds: Math.round(way.seconds),
  };
}

const latenessOf = ({ deliveredAt, expectedAt }: Trip): number => Math.max(0, Math.round((deliveredAt.getTime() - expectedAt.getTime()) / 1_000));

interface MadeStop {
  readonly at: Date;
  readonly place: Place;
  /** Of orders on board: one more, or one less. */
  readonly taken: 1 | -1;
}

function wayOf(trips: readonly Trip[]): { readonly meters: number; readonly seconds: number } {
  const stops = trips.flatMap(({ from, to, pickedUpAt, deliveredAt }): MadeStop[] => [
    { at: pickedUpAt, place: from, taken: 1 },
    { at: deliveredAt, place: to, taken: -1 },
  ]);
  stops.sort((one, other) => one.at.getTime() - other.at.getTime() || other.taken - one.taken);
  let [onBoard, meters, seconds] = [0, 0, 0];
  let last: MadeStop | undefined;
  for (const stop of stops) {
    if (last && onBoard > 0) {
      meters += metersBetween(last.place, stop.place);
      seconds += (stop.at.getTime() - last.at.getTime()) / 1_000;
    }
    onBoard += stop.taken;
    last = stop;
  }
  return { meters, seconds };
}
