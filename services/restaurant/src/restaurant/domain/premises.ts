import type { Address } from './restaurant.ts';
import { InvalidRestaurant } from './restaurant-refusals.ts';
import { sentence } from './sentence.ts';

const MOST_TICKETS = 10_000;

/** @throws InvalidRestaurant */
export function addressOf(written: Address | undefined): Address {
  if (!written) throw new InvalidRestaurant('/address', 'A restaurant has an address.');
  const { lat, lng } = written;
  if (!(Math.abs(lat) <= 90)) throw new InvalidRestaurant('/address/lat', 'A latitude is -90 to 90 degrees.');
  if (!(Math.abs(lng) <= 180)) throw new InvalidRestaurant('/address/lng', 'A longitude is -180 to 180 degrees.');
  return {
    street: sentence(written.street, '/address/street', 200),
    city: sentence(written.city, '/address/city', 100),
    zip: sentence(written.zip, '/address/zip', 20),
    lat,
    lng,
  };
}

/** @throws InvalidRestaurant where the name is none of the IANA time zone database. */
export function timeZoneOf(written: string): string {
  try {
    // An offset such as +01:00 is known to Intl too, but knows no daylight saving.
    if (!/^[A-Za-z]/.test(written)) throw new RangeError();
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidRestaurant('/timeZone', 'A time zone is named as in the IANA database, such as America/Los_Angeles.');
  }
}

/** @throws InvalidRestaurant */
export function capacityOf(written: number | undefined): number | undefined {
  if (written === undefined) return undefined;
  if (!Number.isInteger(written) || written < 0 || written > MOST_TICKETS) {
    throw new InvalidRestaurant('/capacity', `A capacity is 0 to ${MOST_TICKETS} open tickets; leave it out for no limit.`);
  }
  return written;
}
