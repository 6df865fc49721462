import { type ApprovedOrder, type Delivery, type OrderRef, after } from './delivery.ts';
import type { DeliveryCreated, DeliveryEvent, DeliveryOffered, DeliveryScheduled } from './delivery-event.ts';

export const now = new Date('2026-11-21T19:00:00Z');
export const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

export const janesOrder: OrderRef = {
  orderId: '01980000-0000-7000-8000-00000000a001',
  consumerId: '01980000-0000-7000-8000-00000000c001',
  restaurantId: '01980000-0000-7000-8000-00000000e001',
};
const { orderId, restaurantId } = janesOrder;

export const janesApprovedOrder: ApprovedOrder = {
  ...janesOrder,
  deliveryAddress: { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 },
  deliveryTime: new Date('2026-11-21T19:30:00Z'),
};

export const ajantas = { street: '1040 Grand Avenue', city: 'Oakland', zip: '94610', lat: 37.8113, lng: -122.2469 };

export const kim = '01980000-0000-7000-8000-00000000d001';
export const lee = '01980000-0000-7000-8000-00000000d002';

export const created: DeliveryCreated = { type: 'DeliveryCreated', ...janesApprovedOrder };
export const promised: DeliveryEvent = { type: 'FoodPromised', orderId, restaurantId, readyBy: inMinutes(20) };
export const sought: DeliveryEvent = { type: 'CourierSought', orderId, giveUpAt: inMinutes(60) };
export const anOffer: DeliveryOffered = {
  type: 'DeliveryOffered',
  orderId,
  offerId: '01980000-0000-7000-8000-00000000f001',
  restaurantId,
  pickUpAddress: ajantas,
  deliveryAddress: janesApprovedOrder.deliveryAddress,
  readyBy: inMinutes(20),
  closesAt: inMinutes(1),
};
export const scheduled: DeliveryScheduled = {
  type: 'DeliveryScheduled',
  orderId,
  offerId: anOffer.offerId,
  courierId: kim,
  pickUpAt: inMinutes(20),
  deliverAt: inMinutes(30),
};
export const pickedUp: DeliveryEvent = { type: 'DeliveryPickedUp', orderId, restaurantId, courierId: kim, at: inMinutes(21) };
export const near: DeliveryEvent = { type: 'DeliveryNear', orderId, courierId: kim };
export const delivered: DeliveryEvent = { type: 'DeliveryDelivered', orderId, courierId: kim, at: inMinutes(31) };
export const expired: DeliveryEvent = { type: 'OfferExpired', orderId, offerId: anOffer.offerId, at: inMinutes(1) };
export const cancelBegun: DeliveryEvent = { type: 'CancelBegun', orderId };
export const cancelUndone: DeliveryEvent = { type: 'CancelUndone', orderId };
export const cancelled: DeliveryEvent = { type: 'DeliveryCancelled', orderId };
export const failed: DeliveryEvent = { type: 'DeliveryFailed', orderId, reason: 'NO_COURIER' };

/** A delivery to which this has happened. */
export const given = (...events: readonly DeliveryEvent[]): Delivery | undefined => after(undefined, events);

/** How each stage is come to. */
export const histories = {
  EXPECTED: [promised],
  PENDING: [created],
  queued: [created, promised, sought, anOffer, expired],
  OFFERED: [created, promised, sought, anOffer],
  SCHEDULED: [created, promised, sought, anOffer, scheduled],
  PICKED_UP: [created, promised, sought, anOffer, scheduled, pickedUp],
  DELIVERED: [created, promised, sought, anOffer, scheduled, pickedUp, delivered],
  CANCELLED: [created, cancelled],
  FAILED: [created, promised, sought, anOffer, expired, failed],
} as const satisfies Record<string, readonly DeliveryEvent[]>;

export type Lived = keyof typeof histories;
export const lived = Object.keys(histories) as Lived[];
