/** WGS 84 degrees. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}

export interface Address extends Place {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
}

/** A place, and when somebody was there. */
export interface Sighting extends Place {
  readonly at: Date;
}

const EARTH_RADIUS_METERS = 6_371_009;

/** As the crow flies: the haversine formula (R. W. Sinnott, Virtues of the Haversine, 1984). */
export function metersBetween(from: Place, to: Place): number {
  const [lat, lng] = [radians(to.lat - from.lat), radians(to.lng - from.lng)];
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lng / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
