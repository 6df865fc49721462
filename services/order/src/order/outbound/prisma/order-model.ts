import type { OrderModel } from '../../../generated/prisma/models/Order.ts';
import type { VersionedOrder } from '../../application/ports/order-queries.ts';
import { orderFromRow } from './order-table.ts';

/** An order as Prisma read it. */
export function orderIn({ id, version, ...model }: OrderModel): VersionedOrder {
  const row = {
    consumer_id: model.consumerId,
    restaurant_id: model.restaurantId,
    state: model.state,
    line_items: model.lineItems,
    total_amount: model.totalAmount,
    currency: model.currency,
    delivery_address: model.deliveryAddress,
    delivery_time: model.deliveryTime,
    created_at: model.createdAt,
    due_at: model.dueAt,
    reason: model.reason,
    detail: model.detail,
    saga: model.saga,
  };
  return { ...orderFromRow(row, id), version };
}
