import { money } from '@ftgo/money';
import type { AggregateTable, Row } from '@ftgo/write-path';
import type { Menu } from '../../domain/menu.ts';
import type { Order } from '../../domain/order.ts';
import { keptSaga, sagaIn } from './saga-column.ts';

export const orderTable: AggregateTable<Order> = {
  table: 'orders',
  columns: {
    consumer_id: 'uuid',
    restaurant_id: 'uuid',
    state: 'text',
    line_items: 'jsonb',
    total_amount: 'bigint',
    currency: 'text',
    delivery_address: 'jsonb',
    delivery_time: 'timestamptz',
    created_at: 'timestamptz',
    due_at: 'timestamptz',
    reason: 'text',
    detail: 'text',
    saga: 'jsonb',
  },
  toRow: (order) => ({
    consumer_id: order.consumerId,
    restaurant_id: order.restaurantId,
    state: order.state,
    line_items: order.lineItems,
    total_amount: order.orderTotal.amount,
    currency: order.orderTotal.currency,
    delivery_address: order.deliveryAddress,
    delivery_time: order.deliveryTime?.toISOString(),
    created_at: order.createdAt.toISOString(),
    due_at: dueAtOf(order)?.toISOString() ?? null,
    reason: 'reason' in order ? order.reason : null,
    detail: 'detail' in order ? order.detail : null,
    saga: keptSaga(order),
  }),
  fromRow: orderFromRow,
};

function dueAtOf(order: Order): Date | undefined {
  if ('saga' in order) return order.saga.dueAt;
  return 'dueAt' in order ? order.dueAt : undefined;
}

/** A row of `orders` as an order, whichever way it was read: times as ISO strings or as dates. */
export function orderFromRow(row: Row, id: string): Order {
  const time = (column: string) => new Date(row[column] as string | Date);
  return {
    id,
    consumerId: row['consumer_id'],
    restaurantId: row['restaurant_id'],
    state: row['state'],
    lineItems: row['line_items'],
    orderTotal: money(Number(row['total_amount']), row['currency'] as string),
    deliveryAddress: row['delivery_address'],
    ...(row['delivery_time'] ? { deliveryTime: time('delivery_time') } : {}),
    createdAt: time('created_at'),
    ...(row['saga'] ? sagaIn(row['saga'] as object, row['due_at'] ? time('due_at') : undefined) : row['due_at'] ? { dueAt: time('due_at') } : {}),
    ...(row['reason'] ? { reason: row['reason'], detail: row['detail'] } : {}),
  } as Order;
}

export const menuTable: AggregateTable<Menu> = {
  table: 'menus',
  columns: { restaurant_version: 'integer', items: 'jsonb' },
  toRow: ({ version, items }) => ({ restaurant_version: version, items: Object.fromEntries(items) }),
  fromRow: ({ restaurant_version, items }) => ({
    version: restaurant_version as number,
    items: new Map(Object.entries(items as object)),
  }),
};
