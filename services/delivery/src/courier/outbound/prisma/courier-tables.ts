import type { AggregateTable, Row } from '@ftgo/write-path';
import { v5 as uuidOfName } from 'uuid';
import { type Courier, type SignIn, ordersOf } from '../../domain/courier.ts';
import type { Sighting } from '../../domain/place.ts';
import type { Stop } from '../../domain/plan.ts';

export const courierTable: AggregateTable<Courier> = {
  table: 'couriers',
  columns: { name: 'text', email: 'text', available: 'boolean', stops: 'jsonb', orders: 'integer', last_stop: 'jsonb', free_since: 'timestamptz' },
  toRow: (courier) => ({
    name: courier.name,
    email: courier.email,
    available: courier.available,
    stops: courier.stops,
    orders: ordersOf(courier).length,
    last_stop: courier.lastStop,
    free_since: courier.freeSince?.toISOString(),
  }),
  fromRow: (row, id) => courierOf(id, row),
};

/** Times are ISO 8601 strings in a row, or are already what they are. */
export function courierOf(id: string, { name, email, available, stops, last_stop: lastStop, free_since: freeSince }: Row): Courier {
  return {
    id,
    name: name as string,
    email: email as string,
    available: available as boolean,
    stops: (stops as Stop[]).map(({ notBefore, dueBy, ...stop }) => ({
      ...stop,
      ...(notBefore && { notBefore: new Date(notBefore) }),
      ...(dueBy && { dueBy: new Date(dueBy) }),
    })),
    ...(lastStop ? { lastStop: { ...(lastStop as Sighting), at: new Date((lastStop as Sighting).at) } } : {}),
    ...(freeSince ? { freeSince: new Date(freeSince as string | Date) } : {}),
  };
}

export const signInTable: AggregateTable<SignIn> = {
  table: 'courier_sign_ins',
  columns: { courier_id: 'uuid', password_hash: 'text' },
  toRow: ({ courierId, passwordHash }) => ({ courier_id: courierId, password_hash: passwordHash }),
  fromRow: (row) => ({ courierId: row['courier_id'] as string, passwordHash: row['password_hash'] as string }),
};

const couriersEmails = '6f0d3f0e-6b7c-4b62-9d0c-6a3c4f1b7a11';

/** The sign-in that an address leads to, whatever its letters' case. */
export const signInId = (email: string): string => uuidOfName(email.toLowerCase(), couriersEmails);
