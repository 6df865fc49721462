import { money } from '@ftgo/money';
import type { AggregateRef, AggregateTable, Row } from '@ftgo/write-path';
import { v5 as uuidv5 } from 'uuid';
import type { HistoryPlace } from '../../domain/order-history.ts';
import type { OrderSummary, Stage } from '../../domain/order-summary.ts';

export interface HistoryRow extends HistoryPlace {
  readonly order: OrderSummary;
}

export interface NamedRestaurant {
  readonly generation: number;
  readonly restaurantId: string;
  readonly name: string;
}

/** Rows of one order, or restaurant, in several generations have ids of their own. */
const idIn = (generation: number, id: string): string => uuidv5(String(generation), id);

export const historyRow = ({ generation, orderId }: HistoryPlace): AggregateRef<HistoryRow> => ({
  table: historyTable,
  id: idIn(generation, orderId),
});

export const restaurantRow = (generation: number, restaurantId: string): AggregateRef<NamedRestaurant> => ({
  table: restaurantTable,
  id: idIn(generation, restaurantId),
});

const historyTable: AggregateTable<HistoryRow> = {
  table: 'order_history',
  columns: {
    generation: 'integer',
    order_id: 'uuid',
    consumer_id: 'uuid',
    restaurant_id: 'uuid',
    restaurant_name: 'text',
    state: 'text',
    line_items: 'jsonb',
    total_amount: 'bigint',
    currency: 'text',
    created_at: 'timestamptz',
    delivery_time: 'timestamptz',
    reason: 'text',
    detail: 'text',
    ticket_state: 'text',
    ready_by: 'timestamptz',
    delivery_state: 'text',
    stage: 'text',
    revision: 'uuid',
  },
  toRow: ({ generation, orderId, order }) => ({
    generation,
    order_id: orderId,
    consumer_id: order.consumerId,
    restaurant_id: order.restaurantId,
    restaurant_name: order.restaurantName,
    state: order.state,
    line_items: order.lineItems,
    total_amount: order.orderTotal?.amount,
    currency: order.orderTotal?.currency,
    created_at: order.createdAt,
    delivery_time: order.deliveryTime,
    reason: order.reason,
    detail: order.detail,
    ticket_state: order.ticketState,
    ready_by: order.readyBy,
    delivery_state: order.deliveryState,
    stage: order.stage,
    revision: order.revision,
  }),
  fromRow: (row) => ({ generation: row['generation'] as number, orderId: row['order_id'] as string, order: orderIn(row) }),
};

const restaurantTable: AggregateTable<NamedRestaurant> = {
  table: 'order_history_restaurants',
  columns: { generation: 'integer', restaurant_id: 'uuid', name: 'text' },
  toRow: ({ generation, restaurantId, name }) => ({ generation, restaurant_id: restaurantId, name }),
  fromRow: ({ generation, restaurant_id, name }) => ({ generation: generation as number, restaurantId: restaurant_id as string, name: name as string }),
};

/** What a row says of its order, whichever way it was read: times as ISO strings or as dates. */
export function orderIn(row: Row): OrderSummary {
  const text = (column: string) => (row[column] as string | null) ?? undefined;
  const time = (column: string) => (row[column] ? new Date(row[column] as string | Date) : undefined);
  return {
    consumerId: text('consumer_id'),
    restaurantId: text('restaurant_id'),
    restaurantName: text('restaurant_name'),
    state: text('state'),
    lineItems: (row['line_items'] as OrderSummary['lineItems'] | null) ?? undefined,
    orderTotal: row['currency'] ? money(Number(row['total_amount']), row['currency'] as string) : undefined,
    createdAt: time('created_at'),
    deliveryTime: time('delivery_time'),
    reason: text('reason'),
    detail: text('detail'),
    ticketState: text('ticket_state'),
    readyBy: time('ready_by'),
    deliveryState: text('delivery_state'),
    stage: text('stage') as Stage | undefined,
    revision: text('revision'),
  };
}
