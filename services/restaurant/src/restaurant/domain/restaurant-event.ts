import type { Menu } from './menu.ts';
import type { OpeningPeriod } from './opening-hours.ts';
import type { Restaurant } from './restaurant.ts';

export type RestaurantEvent = RestaurantCreated | RestaurantMenuChanged | RestaurantOpeningHoursChanged | RestaurantCapacityChanged;

export interface RestaurantCreated {
  readonly type: 'RestaurantCreated';
  readonly restaurant: Restaurant;
}

interface Changed {
  readonly restaurantId: string;
  /** Of the restaurant, after this change. */
  readonly version: number;
}

export interface RestaurantMenuChanged extends Changed {
  readonly type: 'RestaurantMenuChanged';
  readonly menu: Menu;
}

export interface RestaurantOpeningHoursChanged extends Changed {
  readonly type: 'RestaurantOpeningHoursChanged';
  readonly openingHours: readonly OpeningPeriod[];
}

export interface RestaurantCapacityChanged extends Changed {
  readonly type: 'RestaurantCapacityChanged';
  readonly capacity: number | undefined;
}
