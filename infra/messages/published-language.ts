import type { MessageType } from '@ftgo/envelope';
import { accountEvents, authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { courierEvents, deliveryEvents } from '@ftgo/delivery-api';
import { deadLetterEvents } from '@ftgo/operations-api';
import { orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';

const published = [
  orderEvents,
  consumerEvents,
  accountEvents,
  authorizationEvents,
  restaurantEvents,
  ticketEvents,
  deliveryEvents,
  courierEvents,
  deadLetterEvents,
];

/** Every type of message that a service of ours sends, by its name on the wire. */
export const publishedTypes: ReadonlyMap<string, MessageType<unknown>> = new Map(
  published.flatMap((types) => Object.values<MessageType<unknown>>(types)).map((type) => [type.name, type]),
);
