import type { Cause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { type ApprovedOrder, cancelDelivery, createDelivery, type OrderRef } from '../domain/delivery.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';

/** A delivery does what its order's fate asks of it; only the order decides. */
@Injectable()
export class FollowOrder {
  constructor(private readonly deliveries: DeliveryRepository) {}

  approved(order: ApprovedOrder, cause: Cause): Promise<void> {
    return this.deliveries.update(order.orderId, (delivery) => createDelivery(delivery, order), cause);
  }

  rejectedOrCancelled(order: OrderRef, cause: Cause): Promise<void> {
    return this.deliveries.update(order.orderId, (delivery) => cancelDelivery(delivery, order), cause);
  }
}
