import type { AggregateTable, Row } from '@ftgo/write-path';
import { v5 as uuidOfName } from 'uuid';
import type { Restaurant } from '../../domain/restaurant.ts';
import { type Staff, emailKey } from '../../domain/staff.ts';

export const restaurantTable: AggregateTable<Restaurant> = {
  table: 'restaurants',
  columns: {
    revision: 'integer',
    name: 'text',
    address: 'jsonb',
    time_zone: 'text',
    menu: 'jsonb',
    opening_hours: 'jsonb',
    capacity: 'integer',
  },
  toRow: ({ version, name, address, timeZone, menu, openingHours, capacity }) => ({
    revision: version,
    name,
    address,
    time_zone: timeZone,
    menu,
    opening_hours: openingHours,
    capacity: capacity ?? null,
  }),
  fromRow: restaurantFromRow,
};

export function restaurantFromRow(row: Row, id: string): Restaurant {
  return {
    id,
    version: row['revision'] as number,
    name: row['name'] as string,
    address: row['address'] as Restaurant['address'],
    timeZone: row['time_zone'] as string,
    menu: row['menu'] as Restaurant['menu'],
    openingHours: row['opening_hours'] as Restaurant['openingHours'],
    capacity: (row['capacity'] as number | null) ?? undefined,
  };
}

export const staffTable: AggregateTable<Staff> = {
  table: 'staff',
  columns: { restaurant_id: 'uuid', email: 'text', password_hash: 'text' },
  toRow: ({ restaurantId, email, passwordHash }) => ({ restaurant_id: restaurantId, email, password_hash: passwordHash }),
  fromRow: (row) =>
    ({ restaurantId: row['restaurant_id'], email: row['email'], passwordHash: row['password_hash'] }) as Staff,
};

const STAFFS_EMAILS = '3d2a8c52-6f0e-4b0f-9a44-1f6e5b9d7c20';

/** The id of an address' sign-in, the same for all its spellings: the row's own key makes addresses unique. */
export const staffId = (email: string): string => uuidOfName(emailKey(email), STAFFS_EMAILS);
