import type { Restaurant } from '../../domain/restaurant.ts';
import type { Staff } from '../../domain/staff.ts';

export interface RestaurantPage {
  /** Without their menus. */
  readonly restaurants: readonly Restaurant[];
  /** Where the next page begins; undefined on the last one. */
  readonly nextAfter: string | undefined;
}

/** Restaurants as they are kept now. */
export abstract class RestaurantQueries {
  abstract find(id: string): Promise<Restaurant | undefined>;
  /** The longest known first. */
  abstract list(limit: number, after: string | undefined): Promise<RestaurantPage>;
  /** Whatever the case in which the address is written. */
  abstract staffOf(email: string): Promise<Staff | undefined>;
}
