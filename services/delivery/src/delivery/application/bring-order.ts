import type { Cause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { DeliveryNotFound } from '../domain/delivery-errors.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';
import { deliver, pickUp } from '../domain/transport.ts';

/** What the courier confirms on the way from the restaurant to the door. */
@Injectable()
export class BringOrder {
  constructor(private readonly deliveries: DeliveryRepository) {}

  async pickUp(orderId: string, courierId: string, cause: Cause): Promise<void> {
    if (!isUuid(orderId)) throw new DeliveryNotFound(orderId);
    const now = new Date();
    await this.deliveries.update(orderId, (delivery) => pickUp(delivery, orderId, courierId, now), cause);
  }

  async deliver(orderId: string, courierId: string, cause: Cause): Promise<void> {
    if (!isUuid(orderId)) throw new DeliveryNotFound(orderId);
    const now = new Date();
    await this.deliveries.update(orderId, (delivery) => deliver(delivery, orderId, courierId, now), cause);
  }
}
