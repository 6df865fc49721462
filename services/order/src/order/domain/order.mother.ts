import { money } from '@ftgo/money';
import type { Menu } from './menu.ts';
import { cancel, revise } from './change-wishes.ts';
import { hear } from './hear.ts';
import { type ApprovedOrder, type CancellingOrder, type Order, type OrderRequest, type RevisingOrder, approve, place, reject } from './order.ts';
import { type Clock, Patience } from './saga/patience.ts';

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
export const approved = approve(pending).state as ApprovedOrder;
export const rejectedFor = (reason: string): Order => reject(pending, { reason, detail: 'because' }).state!;
export const rejected = rejectedFor('CREDIT_LIMIT_EXCEEDED');
export const cancelled = hear(approved, { type: 'TicketRejected', detail: 'because' }).state!;
export const delivered = hear(approved, { type: 'DeliveryDelivered' }).state!;

/** Asks three times: after 10, 20 and 25 s. */
export const patience = new Patience(10_000, 25_000, 3);
export const secondsLater = (seconds: number): Clock => ({ now: new Date(noon.getTime() + seconds * 1_000), patience });
export const atNoon = secondsLater(0);

export const SAGA = '0192f000-0000-7000-8000-00000000b001';
export const beginning = { sagaId: SAGA, ...atNoon };
export const moreNaan = [{ menuItemId: NAAN, quantity: 9 }];
export const cancelling = cancel(approved, beginning).state as CancellingOrder;
export const revising = revise(approved, moreNaan, ajantasMenu, beginning).state as RevisingOrder;
