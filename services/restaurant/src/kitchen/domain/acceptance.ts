import { equals } from '@ftgo/money';
import { type Kitchen, hasRoom } from './kitchen.ts';
import type { KnownRestaurant } from './known-restaurant.ts';
import { clockText, isOpenAt, wallTime } from './opening-hours.ts';
import type { LineItem, Order } from './order.ts';

export type RefusalReason = 'RESTAURANT_NOT_FOUND' | 'RESTAURANT_CLOSED' | 'ITEM_NOT_ON_MENU' | 'PRICE_CHANGED' | 'KITCHEN_AT_CAPACITY';

export interface TicketRefusal {
  readonly reason: RefusalReason;
  /** One sentence for a person. */
  readonly detail: string;
}

/** Why the kitchen cannot take an order in, or undefined where it can. */
export function objectionTo(order: Order, restaurant: KnownRestaurant | undefined, kitchen: Kitchen): TicketRefusal | undefined {
  if (!restaurant?.identity) return notFound(order.restaurantId);
  const { name, timeZone } = restaurant.identity;
  return closed(order, name, timeZone, restaurant) ?? offMenu(order.lineItems, name, restaurant) ?? full(name, kitchen);
}

/** Why the kitchen cannot cook these lines, or undefined where it can. */
export function objectionToLines(
  lineItems: readonly LineItem[],
  restaurantId: string,
  restaurant: KnownRestaurant | undefined,
): TicketRefusal | undefined {
  return restaurant?.identity ? offMenu(lineItems, restaurant.identity.name, restaurant) : notFound(restaurantId);
}

const notFound = (restaurantId: string): TicketRefusal => ({ reason: 'RESTAURANT_NOT_FOUND', detail: `There is no restaurant ${restaurantId}.` });

function closed(order: Order, name: string, timeZone: string, { openingHours }: KnownRestaurant): TicketRefusal | undefined {
  const wanted = order.deliveryTime ?? order.placedAt;
  if (isOpenAt(openingHours.value, timeZone, wanted)) return undefined;
  return { reason: 'RESTAURANT_CLOSED', detail: `${name} is closed on ${clockText(wallTime(wanted, timeZone))} (${timeZone}).` };
}

function offMenu(lineItems: readonly LineItem[], name: string, { menu }: KnownRestaurant): TicketRefusal | undefined {
  for (const line of lineItems) {
    const item = menu.value.find(({ menuItemId }) => menuItemId === line.menuItemId);
    if (!item) return { reason: 'ITEM_NOT_ON_MENU', detail: `${name} does not offer ${line.name} any more.` };
    if (!equals(item.price, line.price)) return { reason: 'PRICE_CHANGED', detail: `The price of ${line.name} at ${name} has changed.` };
  }
  return undefined;
}

function full(name: string, kitchen: Kitchen): TicketRefusal | undefined {
  if (hasRoom(kitchen)) return undefined;
  return { reason: 'KITCHEN_AT_CAPACITY', detail: `The kitchen of ${name} has all it can do: ${kitchen.openTickets} open orders.` };
}
