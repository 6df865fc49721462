import { messageTypes } from '@ftgo/envelope';
import { repliesOn } from '@ftgo/saga-api';
import * as events from '../generated/ftgo/order/v1/order_events.ts';

const { OrderCreated, OrderApproved, OrderRejected, OrderCancelled } = events;

/** What the order service tells the world, keyed by the order's id. */
export const orderEvents = messageTypes('ftgo.order.events', { OrderCreated, OrderApproved, OrderRejected, OrderCancelled });

/** What the order service hears from the participants of its sagas, keyed by the order's id. */
export const orderReplies = repliesOn('ftgo.order.replies');

export * as OrderEvents from '../generated/ftgo/order/v1/order_events.ts';
export * as OrderGrpc from '../generated/ftgo/order/v1/order_service.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
