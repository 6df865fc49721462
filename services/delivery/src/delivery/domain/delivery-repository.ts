import type { Cause } from '@ftgo/write-path';
import type { Address, Delivery } from './delivery.ts';
import type { DeliveryEvent } from './delivery-event.ts';

/** A delivery, and how many things have happened to it. */
export interface DeliveryAsKept {
  readonly delivery: Delivery;
  readonly version: number;
}

/**
 * The only door to a delivery: loads it, keeps what happened to it, and publishes it, in one commit. Where that concerns the
 * plan of its courier, the plan follows in the same commit.
 */
export abstract class DeliveryRepository {
  abstract update(orderId: string, change: (delivery: Delivery | undefined) => readonly DeliveryEvent[], cause: Cause): Promise<void>;

  /** @param change is given where the restaurant is, if that is known */
  abstract updateKnowingPickUp(
    orderId: string,
    restaurantId: string,
    change: (delivery: Delivery | undefined, pickUpAddress: Address | undefined) => readonly DeliveryEvent[],
    cause: Cause,
  ): Promise<void>;
}
