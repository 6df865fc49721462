import type { OrderGrpc } from '@ftgo/order-api';
import type { Order } from '../../domain/order.ts';
import { sagaDocumentOf } from './saga-document.ts';

/** The order as queries and commands answer it. A command's answer has no version of its own: 0. */
export const documentOf = (order: Order & { readonly version?: number }): OrderGrpc.Order => ({
  orderId: order.id,
  consumerId: order.consumerId,
  restaurantId: order.restaurantId,
  state: order.state,
  lineItems: order.lineItems as OrderGrpc.Order['lineItems'],
  orderTotal: order.orderTotal,
  deliveryAddress: order.deliveryAddress,
  deliveryTime: order.deliveryTime,
  createdAt: order.createdAt,
  version: order.version ?? 0,
  reason: 'reason' in order ? order.reason : '',
  detail: 'detail' in order ? order.detail : '',
  approvalDeadline: 'dueAt' in order ? order.dueAt : undefined,
  saga: sagaDocumentOf(order),
});
