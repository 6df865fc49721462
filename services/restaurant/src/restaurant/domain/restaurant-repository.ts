import type { Cause, Decided } from '@ftgo/write-path';
import type { Restaurant } from './restaurant.ts';
import type { RestaurantEvent } from './restaurant-event.ts';
import type { Opened, Staff } from './staff.ts';

/** The only door to a restaurant's state: loads it, applies the change, keeps it and publishes its events, in one commit. */
export abstract class RestaurantRepository {
  /** Restaurant and staff sign-in are kept together or not at all; of two restaurants with one address, one gets it. */
  abstract open(id: string, email: string, change: (owner: Staff | undefined) => Opened, cause: Cause): Promise<Restaurant>;

  abstract update(
    id: string,
    change: (restaurant: Restaurant | undefined) => Decided<Restaurant, RestaurantEvent>,
    cause: Cause,
  ): Promise<Restaurant>;
}
