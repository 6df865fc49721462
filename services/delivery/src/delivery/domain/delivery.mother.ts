import type { ApprovedOrder, CancelPendingDelivery, CancelledDelivery, OrderRef, PendingDelivery } from './delivery.ts';

export const janesOrder: OrderRef = {
  orderId: '01980000-0000-7000-8000-00000000a001',
  consumerId: '01980000-0000-7000-8000-00000000c001',
  restaurantId: '01980000-0000-7000-8000-00000000e001',
};

export const janesApprovedOrder: ApprovedOrder = {
  ...janesOrder,
  deliveryAddress: { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 },
  deliveryTime: new Date('2026-11-21T19:30:00Z'),
};

export const janesDelivery: PendingDelivery = { state: 'PENDING', ...janesApprovedOrder };

export const janesCancelPendingDelivery: CancelPendingDelivery = { ...janesDelivery, state: 'CANCEL_PENDING' };

export const janesCancelledDelivery: CancelledDelivery = { ...janesDelivery, state: 'CANCELLED' };

/** What is kept of an order that died before word of its approval came. */
export const janesTombstone: CancelledDelivery = { state: 'CANCELLED', ...janesOrder };
