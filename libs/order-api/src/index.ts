import { messageTypes } from '@ftgo/envelope';
import { repliesOn } from '@ftgo/saga-api';
import * as events from '../generated/ftgo/order/v1/order_events.ts';

const { OrderCreated, OrderApproved, OrderRejected, OrderCancelled, OrderDelivered } = events;
const { OrderCancelRequested, OrderCancelRefused, OrderRevisionRequested, OrderRevised, OrderRevisionRefused } = events;

/** What the order service tells the world, keyed by the order's id. */
export const orderEvents = messageTypes('ftgo.order.events', {
  OrderCreated,
  OrderApproved,
  OrderRejected,
  OrderCancelRequested,
  OrderCancelRefused,
  OrderCancelled,
  OrderRevisionRequested,
  OrderRevised,
  OrderRevisionRefused,
  OrderDelivered,
});

/** What the order service hears from the participants of its sagas, keyed by the order's id. */
export const orderReplies = repliesOn('ftgo.order.replies');

export * as OrderEvents from '../generated/ftgo/order/v1/order_events.ts';
export * as OrderGrpc from '../generated/ftgo/order/v1/order_service.ts';
export * as OrderHistoryGrpc from '../generated/ftgo/orderhistory/v1/order_history_service.ts';
export * as SagaGrpc from '../generated/ftgo/order/v1/saga_operations.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
