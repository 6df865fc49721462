import { authorizationEvents, consumerCommands, consumerEvents } from '@ftgo/consumer-api';
import { deliveryCommands, deliveryEvents } from '@ftgo/delivery-api';
import { orderEvents, orderReplies } from '@ftgo/order-api';
import { restaurantCommands, restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';

/** All that the order service reads and writes. */
export const channels = [
  orderEvents.OrderCreated,
  orderReplies.StepDone,
  consumerEvents.ConsumerVerified,
  authorizationEvents.AccountAuthorized,
  consumerCommands.ReverseAuthorization,
  restaurantEvents.RestaurantCreated,
  ticketEvents.TicketCreated,
  restaurantCommands.BeginCancelTicket,
  deliveryEvents.DeliveryCreated,
  deliveryCommands.BeginCancelDelivery,
].map(({ channel }) => channel);
