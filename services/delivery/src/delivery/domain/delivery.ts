import type { Decided } from '@ftgo/write-path';
import type { DeliveryEvent } from './delivery-event.ts';

/** Where the food goes. Coordinates are WGS 84 degrees. */
export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

/** The order that a delivery belongs to; a delivery has its order's id. */
export interface OrderRef {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
}

/** What an approved order says about its delivery. */
export interface ApprovedOrder extends OrderRef {
  readonly deliveryAddress: Address;
  /** When the consumer wants the food; absent means as soon as possible. */
  readonly deliveryTime?: Date;
}

export interface PendingDelivery extends ApprovedOrder {
  readonly state: 'PENDING';
}

/** No courier picks it up until it is known whether its order is cancelled. */
export interface CancelPendingDelivery extends ApprovedOrder {
  readonly state: 'CANCEL_PENDING';
}

/** Also the tombstone of a delivery that never was: its order died before word of the approval came. */
export interface CancelledDelivery extends OrderRef {
  readonly state: 'CANCELLED';
  readonly deliveryAddress?: Address;
  readonly deliveryTime?: Date;
}

export type Delivery = PendingDelivery | CancelPendingDelivery | CancelledDelivery;

/** The order is approved: somebody will have to bring it. */
export function createDelivery(delivery: Delivery | undefined, order: ApprovedOrder): Decided<Delivery, DeliveryEvent> {
  switch (delivery?.state) {
    case undefined:
      return { state: pending(order), events: [{ type: 'DeliveryCreated', ...placeOf(order) }] };
    case 'PENDING':
    case 'CANCEL_PENDING':
    case 'CANCELLED':
      return unchanged(delivery);
    default:
      return unreachable(delivery);
  }
}

/** The order is rejected or cancelled: legal in every state, also before there is a delivery. */
export function cancelDelivery(delivery: Delivery | undefined, order: OrderRef): Decided<Delivery, DeliveryEvent> {
  switch (delivery?.state) {
    case undefined:
      return cancelled({ state: 'CANCELLED', ...refOf(order) });
    case 'PENDING':
    case 'CANCEL_PENDING':
      return cancelled({ ...delivery, state: 'CANCELLED' });
    case 'CANCELLED':
      return unchanged(delivery);
    default:
      return unreachable(delivery);
  }
}

const pending = (order: ApprovedOrder): PendingDelivery => ({ state: 'PENDING', ...placeOf(order) });

const refOf = ({ orderId, consumerId, restaurantId }: OrderRef): OrderRef => ({ orderId, consumerId, restaurantId });

const placeOf = (order: ApprovedOrder): ApprovedOrder => ({
  ...refOf(order),
  deliveryAddress: order.deliveryAddress,
  ...(order.deliveryTime && { deliveryTime: order.deliveryTime }),
});

export const unchanged = (delivery: Delivery): Decided<Delivery, DeliveryEvent> => ({ state: delivery, events: [] });

export const cancelled = (delivery: CancelledDelivery): Decided<Delivery, DeliveryEvent> => ({
  state: delivery,
  events: [{ type: 'DeliveryCancelled', orderId: delivery.orderId }],
});

export function unreachable(delivery: never): never {
  throw new Error(`a delivery in the state ${JSON.stringify(delivery)} is unknown here`);
}
