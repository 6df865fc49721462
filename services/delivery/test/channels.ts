import { courierEvents, deliveryCommands, deliveryEvents, deliveryOffers, deliveryReplies } from '@ftgo/delivery-api';
import { orderEvents, orderReplies } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';

const types = [orderEvents, orderReplies, restaurantEvents, ticketEvents, courierEvents, deliveryCommands, deliveryEvents, deliveryOffers, deliveryReplies];

/** Every channel that the service reads or writes. */
export const channels = [...new Set(types.flatMap((all) => Object.values(all).map(({ channel }) => channel)))];
