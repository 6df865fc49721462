import { Injectable } from '@nestjs/common';
import { FollowOrder } from './follow-order.ts';
import { GetDelivery } from './get-delivery.ts';

/** All that can be done with deliveries. */
@Injectable()
export class DeliveryUseCases {
  constructor(
    readonly followOrder: FollowOrder,
    readonly getDelivery: GetDelivery,
  ) {}
}
