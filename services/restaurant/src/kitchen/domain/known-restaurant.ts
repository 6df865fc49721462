import type { Money } from '@ftgo/money';
import type { OpeningHours } from './opening-hours.ts';

export interface MenuItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
}

export type Menu = readonly MenuItem[];

/** A part of a restaurant as of a version of it. */
interface AsOf<T> {
  readonly version: number;
  readonly value: T;
}

/**
 * What the kitchen has heard of a restaurant: its replica. Each part has its own version, so that changes of different
 * parts may come in any order, and an early one is kept until the restaurant itself is heard of.
 */
export interface KnownRestaurant {
  readonly restaurantId: string;
  /** Who and where it is; undefined until its creation was heard. */
  readonly identity: Identity | undefined;
  readonly menu: AsOf<Menu>;
  readonly openingHours: AsOf<OpeningHours>;
}

interface Identity {
  readonly name: string;
  readonly timeZone: string;
}

/** News of a restaurant: the parts that an event speaks of. */
export interface RestaurantNews {
  readonly restaurantId: string;
  readonly version: number;
  readonly identity?: Identity;
  readonly menu?: Menu;
  readonly openingHours?: OpeningHours;
  /** `{ limit: undefined }` is news too: there is no limit any more. */
  readonly capacity?: { readonly limit: number | undefined };
}

/** Takes over what is newer than what is known; the same object where nothing is. */
export function learn(known: KnownRestaurant | undefined, news: RestaurantNews): KnownRestaurant {
  const before = known ?? unheardOf(news.restaurantId);
  const identity = before.identity ?? news.identity;
  const menu = newer(before.menu, news.menu, news.version);
  const openingHours = newer(before.openingHours, news.openingHours, news.version);
  const nothingNew = identity === before.identity && menu === before.menu && openingHours === before.openingHours;
  return known && nothingNew ? known : { ...before, identity, menu, openingHours };
}

const unheardOf = (restaurantId: string): KnownRestaurant => ({
  restaurantId,
  identity: undefined,
  menu: { version: 0, value: [] },
  openingHours: { version: 0, value: [] },
});

const newer = <T>(held: AsOf<T>, value: T | undefined, version: number): AsOf<T> =>
  value !== undefined && version > held.version ? { version, value } : held;
