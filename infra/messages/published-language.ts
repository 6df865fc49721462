import type { MessageType } from '@ftgo/envelope';
import { accountEvents, authorizationEvents, consumerCommands, consumerEvents } from '@ftgo/consumer-api';
import { courierEvents, deliveryCommands, deliveryEvents } from '@ftgo/delivery-api';
import { deadLetterEvents } from '@ftgo/operations-api';
import { orderEvents, orderReplies } from '@ftgo/order-api';
import { restaurantCommands, restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';

const published = [
  orderEvents,
  consumerEvents,
  accountEvents,
  authorizationEvents,
  restaurantEvents,
  ticketEvents,
  deliveryEvents,
  courierEvents,
  restaurantCommands,
  consumerCommands,
  deliveryCommands,
  orderReplies,
  deadLetterEvents,
];

/** Every type of message that a service of ours sends, by its name on the wire. */
export const publishedTypes: ReadonlyMap<string, MessageType<unknown>> = new Map(
  published.flatMap((types) => Object.values<MessageType<unknown>>(types)).map((type) => [type.name, type]),
);
