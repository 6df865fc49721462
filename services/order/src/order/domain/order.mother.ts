import { money } from '@ftgo/money';
import type { Menu } from './menu.ts';
import { type Order, type OrderRequest, approve, place, reject, turnAway } from './order.ts';

export const AJANTA = '0192f000-0000-7000-8000-00000000a1a1';
export const VINDALOO = '0192f000-0000-7000-8000-00000000d001';
export const NAAN = '0192f000-0000-7000-8000-00000000d002';
export const JANE = '0192f000-0000-7000-8000-00000000c001';
export const ORDER = '0192f000-0000-7000-8000-0000000000f1';

export const noon = new Date('2026-11-21T12:00:00Z');
export const fivePast = new Date('2026-11-21T12:05:00Z');

export const ajantasMenu: Menu = {
  version: 1,
  items: new Map([
    [VINDALOO, { name: 'Chicken Vindaloo', price: money(1234, 'USD') }],
    [NAAN, { name: 'Naan', price: money(350, 'USD') }],
  ]),
};

export const janesAddress = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

export const janesRequest: OrderRequest = {
  restaurantId: AJANTA,
  lineItems: [
    { menuItemId: VINDALOO, quantity: 2 },
    { menuItemId: NAAN, quantity: 1 },
  ],
  deliveryAddress: janesAddress,
};

export const placing = { id: ORDER, consumerId: JANE, now: noon, dueAt: fivePast };

export const pending: Order = place(janesRequest, ajantasMenu, placing).state;
export const approved = approve(pending).state!;
export const rejectedFor = (reason: string): Order => reject(pending, { reason, detail: 'because' }).state!;
export const cancelled = turnAway(approved, 'because').state!;
