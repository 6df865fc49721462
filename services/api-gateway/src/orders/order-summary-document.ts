import type { OrderHistoryGrpc } from '@ftgo/order-api';
import { lineItemDocument, moneyDocument } from '../http/documents.ts';

/** An order of the history as the public API answers it. */
export const orderSummaryDocument = (order: OrderHistoryGrpc.OrderSummary) => ({
  orderId: order.orderId,
  consumerId: order.consumerId,
  restaurantId: order.restaurantId,
  restaurantName: order.restaurantName || undefined,
  state: order.state,
  lineItems: order.lineItems.map(lineItemDocument),
  orderTotal: moneyDocument(order.orderTotal),
  createdAt: order.createdAt,
  deliveryTime: order.deliveryTime,
  reason: order.reason || undefined,
  detail: order.detail || undefined,
  ticketState: order.ticketState || undefined,
  readyBy: order.readyBy,
  deliveryState: order.deliveryState || undefined,
});
