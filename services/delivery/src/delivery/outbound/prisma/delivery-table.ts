import type { AggregateTable, Row } from '@ftgo/write-path';
import type { Address, Delivery } from '../../domain/delivery.ts';

export const deliveryTable: AggregateTable<Delivery> = {
  table: 'deliveries',
  columns: {
    state: 'text',
    consumer_id: 'uuid',
    restaurant_id: 'uuid',
    delivery_address: 'jsonb',
    delivery_time: 'timestamptz',
  },
  toRow: (delivery) => ({
    state: delivery.state,
    consumer_id: delivery.consumerId,
    restaurant_id: delivery.restaurantId,
    delivery_address: delivery.deliveryAddress ?? null,
    delivery_time: delivery.deliveryTime?.toISOString() ?? null,
  }),
  fromRow: (row, orderId) => fromRow(row as unknown as DeliveryRow & Row, orderId),
};

interface DeliveryRow {
  readonly state: Delivery['state'];
  readonly consumer_id: string;
  readonly restaurant_id: string;
  readonly delivery_address: Address | null;
  readonly delivery_time: string | null;
}

function fromRow(row: DeliveryRow, orderId: string): Delivery {
  return {
    state: row.state,
    orderId,
    consumerId: row.consumer_id,
    restaurantId: row.restaurant_id,
    ...(row.delivery_address && { deliveryAddress: row.delivery_address }),
    ...(row.delivery_time && { deliveryTime: new Date(row.delivery_time) }),
  } as Delivery;
}
