import type { AggregateTable } from '@ftgo/write-path';
import type { Address } from '../../domain/delivery.ts';

/** What is known here of a restaurant. */
export interface KnownRestaurant {
  readonly name: string;
  readonly address: Address;
}

export const restaurantTable: AggregateTable<KnownRestaurant> = {
  table: 'restaurants',
  columns: { name: 'text', address: 'jsonb' },
  toRow: ({ name, address }) => ({ name, address }),
  fromRow: (row) => row as unknown as KnownRestaurant,
};
