import type { Courier } from './courier.ts';
import type { Stop } from './plan.ts';

/** What is still to be done for a delivery. */
export type StillToDo = readonly Stop['action'][];

/**
 * The plan follows what became of a delivery: stops that are not to be made any more leave it. The one that was made is where the
 * courier is; one that was made nowhere, because the delivery ended, only leaves room.
 */
export function leaveOut(courier: Courier, orderId: string, still: StillToDo, made: Stop['action'] | undefined, now: Date): Courier {
  const stops = courier.stops.filter((stop) => stop.orderId !== orderId || still.includes(stop.action));
  if (stops.length === courier.stops.length) return courier;
  const at = courier.stops.find((stop) => stop.orderId === orderId && stop.action === made)?.address;
  return {
    ...courier,
    stops,
    ...(at && { lastStop: { lat: at.lat, lng: at.lng, at: now } }),
    ...(still.length === 0 && { freeSince: now }),
  };
}
