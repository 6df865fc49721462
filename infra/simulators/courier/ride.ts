/** WGS 84 degrees. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}

const METERS_PER_DEGREE = 111_195;

/** On a map of one town, where the earth is flat. */
export function metersBetween(from: Place, to: Place): number {
  const north = (to.lat - from.lat) * METERS_PER_DEGREE;
  const east = (to.lng - from.lng) * METERS_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Where somebody is who has ridden so many meters straight from one place to another; no further than there. */
export function ridden(from: Place, to: Place, meters: number): Place {
  const whole = metersBetween(from, to);
  if (meters >= whole) return { lat: to.lat, lng: to.lng };
  const share = meters / whole;
  return { lat: from.lat + (to.lat - from.lat) * share, lng: from.lng + (to.lng - from.lng) * share };
}
