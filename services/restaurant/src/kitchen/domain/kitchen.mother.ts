import { money } from '@ftgo/money';
import type { Kitchen } from './kitchen.ts';
import type { KnownRestaurant, RestaurantNews } from './known-restaurant.ts';
import type { Order, OrderIds } from './order.ts';
import { type LockableTicket, type Ticket, lockedAs } from './ticket.ts';

export const AJANTA = '01980000-0000-7000-8000-00000000a001';

export const vindaloo = { menuItemId: 'vindaloo', name: 'Chicken Vindaloo', price: money(1234, 'USD') };
export const naan = { menuItemId: 'naan', name: 'Garlic Naan', price: money(399, 'USD') };

/** Ajanta opens on Monday evenings, as its creation told. */
export const ajantaIsBorn: RestaurantNews = {
  restaurantId: AJANTA,
  version: 1,
  identity: { name: 'Ajanta', timeZone: 'America/Los_Angeles' },
  menu: [vindaloo, naan],
  openingHours: [{ weekday: 1, opens: 1020, closes: 1320 }],
  capacity: { limit: 2 },
};

export const ajanta: KnownRestaurant = {
  restaurantId: AJANTA,
  identity: ajantaIsBorn.identity,
  menu: { version: 1, value: [vindaloo, naan] },
  openingHours: { version: 1, value: [{ weekday: 1, opens: 1020, closes: 1320 }] },
};

export const quietKitchen: Kitchen = { restaurantId: AJANTA, openTickets: 0, capacity: 2, capacityVersion: 1 };
export const busyKitchen: Kitchen = { ...quietKitchen, openTickets: 1 };
export const fullKitchen: Kitchen = { ...quietKitchen, openTickets: 2 };

export const MONDAY_NOON = new Date('2026-11-23T20:00:00Z');
export const MONDAY_EVENING = new Date('2026-11-24T02:00:00Z');

export const janesIds: OrderIds = {
  orderId: '01980000-0000-7000-8000-000000000001',
  consumerId: '01980000-0000-7000-8000-00000000c001',
  restaurantId: AJANTA,
};

export const janesOrder: Order = {
  ...janesIds,
  lineItems: [
    { ...vindaloo, quantity: 2 },
    { ...naan, quantity: 1 },
  ],
  deliveryTime: undefined,
  placedAt: MONDAY_EVENING,
};

const { lineItems } = janesOrder;
export const expected: Ticket = { ...janesIds, state: 'EXPECTED' };
export const pending: LockableTicket = { ...janesIds, lineItems, state: 'CREATE_PENDING' };
/** Until when the restaurant may accept Jane's order. */
export const acceptBy = new Date('2026-11-24T02:10:00Z');
export const awaiting: LockableTicket = { ...janesIds, lineItems, state: 'AWAITING_ACCEPTANCE', acceptBy };
export const refused: Ticket = {
  ...janesIds,
  lineItems,
  state: 'REFUSED',
  refusal: { reason: 'KITCHEN_AT_CAPACITY', detail: 'The kitchen of Ajanta has all it can do: 2 open orders.' },
};
export const TANDOOR = 'The tandoor is out of order.';
export const readyBy = new Date('2026-11-24T02:30:00Z');
export const accepted: LockableTicket = { ...janesIds, lineItems, state: 'ACCEPTED', readyBy };
export const cancelPending = (before: LockableTicket = awaiting) => lockedAs('CANCEL_PENDING', before);
export const revisionPending = (before: LockableTicket = awaiting) => lockedAs('REVISION_PENDING', before);
export const preparing: Ticket = { ...janesIds, lineItems, state: 'PREPARING', readyBy };
export const ready: Ticket = { ...janesIds, lineItems, state: 'READY_FOR_PICKUP', readyBy };
export const pickedUp: Ticket = { ...janesIds, lineItems, state: 'PICKED_UP', readyBy };
export const rejected: Ticket = { ...janesIds, lineItems, state: 'REJECTED', rejection: TANDOOR };
export const cancelled: Ticket = { ...janesIds, lineItems, state: 'CANCELLED' };
export const tombstone: Ticket = { ...janesIds, state: 'CANCELLED' };
