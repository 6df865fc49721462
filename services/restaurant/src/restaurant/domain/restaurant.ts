import type { Decided } from '@ftgo/write-path';
import { type Menu, sameMenu } from './menu.ts';
import { type OpeningPeriod, sameHours } from './opening-hours.ts';
import type { RestaurantEvent } from './restaurant-event.ts';
import { RestaurantNotFound } from './restaurant-refusals.ts';

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

export interface Restaurant {
  readonly id: string;
  /** Grows by one with each change, so that a replica knows what is news: published, hence not the row's own version. */
  readonly version: number;
  readonly name: string;
  readonly address: Address;
  /** IANA name, in which the opening hours are to be read. */
  readonly timeZone: string;
  readonly menu: Menu;
  readonly openingHours: readonly OpeningPeriod[];
  /** How many tickets may be open at once; undefined: no limit. */
  readonly capacity: number | undefined;
}

export type NewRestaurant = Omit<Restaurant, 'version'>;

type Change = Decided<Restaurant, RestaurantEvent>;

/** @throws RestaurantNotFound */
export function replaceMenu(restaurant: Restaurant | undefined, id: string, menu: Menu): Change {
  const held = existing(restaurant, id);
  if (sameMenu(held.menu, menu)) return unchanged(held);
  const state = next(held, { menu });
  return { state, events: [{ type: 'RestaurantMenuChanged', restaurantId: id, version: state.version, menu }] };
}

/** @throws RestaurantNotFound */
export function replaceOpeningHours(restaurant: Restaurant | undefined, id: string, openingHours: readonly OpeningPeriod[]): Change {
  const held = existing(restaurant, id);
  if (sameHours(held.openingHours, openingHours)) return unchanged(held);
  const state = next(held, { openingHours });
  return { state, events: [{ type: 'RestaurantOpeningHoursChanged', restaurantId: id, version: state.version, openingHours }] };
}

/** @throws RestaurantNotFound */
export function setCapacity(restaurant: Restaurant | undefined, id: string, capacity: number | undefined): Change {
  const held = existing(restaurant, id);
  if (held.capacity === capacity) return unchanged(held);
  const state = next(held, { capacity });
  return { state, events: [{ type: 'RestaurantCapacityChanged', restaurantId: id, version: state.version, capacity }] };
}

function existing(restaurant: Restaurant | undefined, id: string): Restaurant {
  if (!restaurant) throw new RestaurantNotFound(id);
  return restaurant;
}

const unchanged = (restaurant: Restaurant): Change => ({ state: restaurant, events: [] });

const next = (restaurant: Restaurant, part: Partial<Restaurant>): Restaurant => ({
  ...restaurant,
  ...part,
  version: restaurant.version + 1,
});
