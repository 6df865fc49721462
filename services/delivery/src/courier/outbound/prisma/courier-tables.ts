import type { AggregateTable } from '@ftgo/write-path';
import { v5 as uuidOfName } from 'uuid';
import type { Courier, SignIn } from '../../domain/courier.ts';

export const courierTable: AggregateTable<Courier> = {
  table: 'couriers',
  columns: { name: 'text', email: 'text', available: 'boolean' },
  toRow: ({ name, email, available }) => ({ name, email, available }),
  fromRow: (row, id) => ({ ...(row as unknown as Omit<Courier, 'id'>), id }),
};

export const signInTable: AggregateTable<SignIn> = {
  table: 'courier_sign_ins',
  columns: { courier_id: 'uuid', password_hash: 'text' },
  toRow: ({ courierId, passwordHash }) => ({ courier_id: courierId, password_hash: passwordHash }),
  fromRow: (row) => ({ courierId: row['courier_id'] as string, passwordHash: row['password_hash'] as string }),
};

const couriersEmails = '6f0d3f0e-6b7c-4b62-9d0c-6a3c4f1b7a11';

/** The sign-in that an address leads to, whatever its letters' case. */
export const signInId = (email: string): string => uuidOfName(email.toLowerCase(), couriersEmails);
