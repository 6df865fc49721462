import type { RestaurantNews } from './known-restaurant.ts';

/**
 * The hot row: every order of a restaurant changes it, so it holds the counter and its limit and nothing else. Menu and
 * hours, which are large and rarely change, are {@link KnownRestaurant}'s.
 */
export interface Kitchen {
  readonly restaurantId: string;
  /** Tickets that take up room: from CREATE_PENDING until they are cooked. */
  readonly openTickets: number;
  /** undefined: no limit. */
  readonly capacity: number | undefined;
  /** Of the restaurant, as of which the capacity is known; 0 before any was heard. */
  readonly capacityVersion: number;
}

export const emptyKitchen = (restaurantId: string): Kitchen => ({
  restaurantId,
  openTickets: 0,
  capacity: undefined,
  capacityVersion: 0,
});

export const hasRoom = ({ openTickets, capacity }: Kitchen): boolean => capacity === undefined || openTickets < capacity;

export const takeRoom = (kitchen: Kitchen): Kitchen => ({ ...kitchen, openTickets: kitchen.openTickets + 1 });

export const giveRoomBack = (kitchen: Kitchen): Kitchen => ({ ...kitchen, openTickets: kitchen.openTickets - 1 });

/** A lower limit lets the tickets that are open be: it only keeps new ones out. */
export function learnCapacity(known: Kitchen | undefined, { restaurantId, version, capacity }: RestaurantNews): Kitchen {
  const kitchen = known ?? emptyKitchen(restaurantId);
  if (!capacity || version <= kitchen.capacityVersion) return kitchen;
  return { ...kitchen, capacity: capacity.limit, capacityVersion: version };
}
