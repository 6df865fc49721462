import { validate as isUuid } from 'uuid';
import { RestaurantNotFound } from '../domain/restaurant-refusals.ts';

/** @throws RestaurantNotFound where no restaurant can have this id. */
export function existingId(id: string): string {
  if (!isUuid(id)) throw new RestaurantNotFound(id);
  return id.toLowerCase();
}
