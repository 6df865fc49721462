import type { OrderGrpc } from '@ftgo/order-api';
import { addressDocument, lineItemDocument, moneyDocument } from '../http/documents.ts';
import { sagaDocument } from './saga-document.ts';

/** An order as the public API answers it. */
export const orderDocument = (order: OrderGrpc.Order) => ({
  orderId: order.orderId,
  consumerId: order.consumerId,
  restaurantId: order.restaurantId,
  state: order.state,
  lineItems: order.lineItems.map(lineItemDocument),
  orderTotal: moneyDocument(order.orderTotal),
  deliveryAddress: order.deliveryAddress && addressDocument(order.deliveryAddress),
  deliveryTime: order.deliveryTime,
  createdAt: order.createdAt,
  version: order.version || undefined,
  reason: order.reason || undefined,
  detail: order.detail || undefined,
  approvalDeadline: order.approvalDeadline,
  saga: order.saga && sagaDocument(order.saga),
});

export type OrderDocument = ReturnType<typeof orderDocument>;
