import type { ApprovedOrder } from './delivery.ts';

export type DeliveryEvent = DeliveryCreated | DeliveryCancelled;

/** A complete fact: the delivery as it begins can be told from it alone. */
export interface DeliveryCreated extends ApprovedOrder {
  readonly type: 'DeliveryCreated';
}

export interface DeliveryCancelled {
  readonly type: 'DeliveryCancelled';
  readonly orderId: string;
}
