import type { RestaurantEvents, RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import { addressDocument, lineItemDocument, moneyDocument } from '../http/documents.ts';

export const restaurantDocument = (restaurant: RestaurantGrpc.Restaurant) => ({
  restaurantId: restaurant.restaurantId,
  name: restaurant.name,
  address: restaurant.address && addressDocument(restaurant.address),
  timeZone: restaurant.timeZone,
  menu: restaurant.menu.map(menuItemDocument),
  openingHours: restaurant.openingHours.map(({ weekday, opens, closes }) => ({ weekday, opens, closes })),
  capacity: restaurant.capacity,
  version: restaurant.version,
});

export const ticketDocument = ({ orderId, restaurantId, state, lineItems, version, acceptBy, readyBy, rejectionReason }: TicketEvents.Ticket) => ({
  orderId,
  restaurantId,
  state,
  lineItems: lineItems.map(lineItemDocument),
  version: version || undefined,
  acceptBy,
  readyBy,
  rejectionReason: rejectionReason || undefined,
});

const menuItemDocument = ({ menuItemId, name, price }: RestaurantEvents.MenuItem) => ({ menuItemId, name, price: moneyDocument(price) });
