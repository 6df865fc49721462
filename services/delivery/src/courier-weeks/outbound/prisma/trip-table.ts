import type { AggregateRef, AggregateTable } from '@ftgo/write-path';
import { v5 as uuidv5 } from 'uuid';
import type { Place } from '../../../courier/domain/place.ts';
import type { Trip } from '../../../courier/domain/trip.ts';

/** A trip in one generation of the rows. */
export interface TripRow {
  readonly generation: number;
  readonly trip: Trip;
}

/** Rows of one delivery in several generations have ids of their own. */
export const tripRow = (generation: number, orderId: string): AggregateRef<TripRow> => ({
  table: tripTable,
  id: uuidv5(String(generation), orderId),
  likelyNew: true,
});

const tripTable: AggregateTable<TripRow> = {
  table: 'courier_trips',
  columns: {
    generation: 'integer',
    order_id: 'uuid',
    courier_id: 'uuid',
    picked_up_from: 'jsonb',
    delivered_to: 'jsonb',
    picked_up_at: 'timestamptz',
    delivered_at: 'timestamptz',
    expected_at: 'timestamptz',
  },
  toRow: ({ generation, trip }) => ({
    generation,
    order_id: trip.orderId,
    courier_id: trip.courierId,
    picked_up_from: trip.from,
    delivered_to: trip.to,
    picked_up_at: trip.pickedUpAt.toISOString(),
    delivered_at: trip.deliveredAt.toISOString(),
    expected_at: trip.expectedAt.toISOString(),
  }),
  fromRow: (row) => ({
    generation: row['generation'] as number,
    trip: {
      orderId: row['order_id'] as string,
      courierId: row['courier_id'] as string,
      from: row['picked_up_from'] as Place,
      to: row['delivered_to'] as Place,
      pickedUpAt: new Date(row['picked_up_at'] as string),
      deliveredAt: new Date(row['delivered_at'] as string),
      expectedAt: new Date(row['expected_at'] as string),
    },
  }),
};
