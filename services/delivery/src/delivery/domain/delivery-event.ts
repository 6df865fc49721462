import type { Address, ApprovedOrder, OrderRef } from './delivery.ts';

/** What happens to a delivery. It is kept by these alone, so what is said here is said for ever. */
export type DeliveryEvent =
  | DeliveryCreated
  | FoodPromised
  | CourierSought
  | DeliveryOffered
  | OfferAnswered
  | OfferExpired
  | DeliveryScheduled
  | DeliveryUnscheduled
  | DeliveryPickedUp
  | DeliveryNear
  | DeliveryDelivered
  | CancelBegun
  | CancelUndone
  | DeliveryCancelled
  | DeliveryFailed;

interface Of<Type extends string> {
  readonly type: Type;
  readonly orderId: string;
}

/** A complete fact: the delivery as it begins can be told from it alone. */
export interface DeliveryCreated extends ApprovedOrder, Of<'DeliveryCreated'> {}

/** The restaurant has accepted the ticket. */
export interface FoodPromised extends Of<'FoodPromised'> {
  readonly restaurantId: string;
  readonly readyBy: Date;
}

/** All is known that a courier has to know. */
export interface CourierSought extends Of<'CourierSought'> {
  /** Whoever has not taken it by then never will. */
  readonly giveUpAt: Date;
}

export interface DeliveryOffered extends Of<'DeliveryOffered'> {
  readonly offerId: string;
  readonly restaurantId: string;
  readonly pickUpAddress: Address;
  readonly deliveryAddress: Address;
  readonly readyBy: Date;
  readonly closesAt: Date;
}

export interface OfferAnswer {
  readonly offerId: string;
  readonly courierId: string;
  readonly accepted: boolean;
  /** Of one that accepts: what the detour adds to the courier's plan, and how much later it makes deliveries. */
  readonly addedTravelSeconds: number;
  readonly addedLatenessSeconds: number;
}

export interface OfferAnswered extends OfferAnswer, Of<'OfferAnswered'> {}

/** Nobody took it. */
export interface OfferExpired extends Of<'OfferExpired'> {
  readonly offerId: string;
  readonly at: Date;
}

export interface DeliveryScheduled extends Of<'DeliveryScheduled'> {
  readonly offerId: string;
  readonly courierId: string;
  readonly pickUpAt: Date;
  readonly deliverAt: Date;
}

/** Its courier has dropped out. */
export interface DeliveryUnscheduled extends Of<'DeliveryUnscheduled'> {
  readonly courierId: string;
}

export interface DeliveryPickedUp extends Of<'DeliveryPickedUp'> {
  readonly restaurantId: string;
  readonly courierId: string;
  readonly at: Date;
}

export interface DeliveryNear extends Of<'DeliveryNear'> {
  readonly courierId: string;
}

export interface DeliveryDelivered extends Of<'DeliveryDelivered'> {
  readonly courierId: string;
  readonly at: Date;
}

export type CancelBegun = Of<'CancelBegun'>;

export type CancelUndone = Of<'CancelUndone'>;

/** Says whose it was, where nothing else ever did. */
export interface DeliveryCancelled extends Partial<OrderRef>, Of<'DeliveryCancelled'> {
  readonly orderId: string;
  /** Of the offer that was open. */
  readonly offerId?: string;
}

export interface DeliveryFailed extends Of<'DeliveryFailed'> {
  readonly reason: 'NO_COURIER';
}
