import type { AggregateTable } from '@ftgo/write-path';
import type { Kitchen } from '../../domain/kitchen.ts';
import type { KnownRestaurant } from '../../domain/known-restaurant.ts';

/** The hot row, small. */
export const kitchenTable: AggregateTable<Kitchen> = {
  table: 'kitchens',
  columns: { open_tickets: 'integer', capacity: 'integer', capacity_version: 'integer' },
  toRow: ({ openTickets, capacity, capacityVersion }) => ({
    open_tickets: openTickets,
    capacity: capacity ?? null,
    capacity_version: capacityVersion,
  }),
  fromRow: (row, restaurantId) => ({
    restaurantId,
    openTickets: row['open_tickets'] as number,
    capacity: (row['capacity'] as number | null) ?? undefined,
    capacityVersion: row['capacity_version'] as number,
  }),
};

/** The replica, large: read with every order, written when the restaurant changes. */
export const knownRestaurantTable: AggregateTable<KnownRestaurant> = {
  table: 'known_restaurants',
  columns: {
    name: 'text',
    time_zone: 'text',
    menu: 'jsonb',
    menu_version: 'integer',
    opening_hours: 'jsonb',
    opening_hours_version: 'integer',
  },
  toRow: ({ identity, menu, openingHours }) => ({
    name: identity?.name ?? null,
    time_zone: identity?.timeZone ?? null,
    menu: menu.value,
    menu_version: menu.version,
    opening_hours: openingHours.value,
    opening_hours_version: openingHours.version,
  }),
  fromRow: (row, restaurantId) => ({
    restaurantId,
    identity: row['name'] === null ? undefined : { name: row['name'] as string, timeZone: row['time_zone'] as string },
    menu: { version: row['menu_version'] as number, value: row['menu'] as KnownRestaurant['menu']['value'] },
    openingHours: {
      version: row['opening_hours_version'] as number,
      value: row['opening_hours'] as KnownRestaurant['openingHours']['value'],
    },
  }),
};

/**
 * Whether a restaurant exists: the one thing that this module asks of the other's table (README, decisions). Only ever
 * read. In a service of its own the kitchen would ask the restaurant service. A view, since the write path knows an aggregate
 * by its table and id: under the table's own name, what it has read here would be the restaurant to the other module.
 */
export const existenceTable: AggregateTable<true> = {
  table: 'existing_restaurants',
  columns: {},
  toRow: () => {
    throw new Error('The kitchen does not write restaurants');
  },
  fromRow: () => true,
};
