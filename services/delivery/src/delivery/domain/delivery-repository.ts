import type { Cause, Decided } from '@ftgo/write-path';
import type { Delivery } from './delivery.ts';
import type { DeliveryEvent } from './delivery-event.ts';

/** The only door to a delivery's state: loads it, applies the change, keeps it and publishes its events, in one commit. */
export abstract class DeliveryRepository {
  abstract update(
    orderId: string,
    change: (delivery: Delivery | undefined) => Decided<Delivery, DeliveryEvent>,
    cause: Cause,
  ): Promise<void>;
}
