import type { Sighting } from '../../domain/place.ts';

/** Where couriers say they are: the last word of each. */
export abstract class Positions {
  abstract keep(courierId: string, sighting: Sighting): Promise<void>;
}
