import { messageTypes } from '@ftgo/envelope';
import * as events from '../generated/ftgo/order/v1/order_events.ts';

const { OrderCreated, OrderApproved, OrderRejected, OrderCancelled } = events;

/** What the order service tells the world, keyed by the order's id. */
export const orderEvents = messageTypes('ftgo.order.events', { OrderCreated, OrderApproved, OrderRejected, OrderCancelled });

export * as OrderEvents from '../generated/ftgo/order/v1/order_events.ts';
export * as OrderGrpc from '../generated/ftgo/order/v1/order_service.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
