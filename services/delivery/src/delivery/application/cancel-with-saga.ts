import type { Cause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { beginCancel, confirmCancel, undoBeginCancel } from '../domain/cancellation.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';

/** The delivery's part in the saga that cancels an order. */
@Injectable()
export class CancelWithSaga {
  constructor(private readonly deliveries: DeliveryRepository) {}

  async begin(orderId: string, cause: Cause): Promise<void> {
    await this.deliveries.update(orderId, (delivery) => beginCancel(delivery, orderId), cause);
  }

  async undoBegin(orderId: string, cause: Cause): Promise<void> {
    await this.deliveries.update(orderId, (delivery) => undoBeginCancel(delivery, orderId), cause);
  }

  async confirm(orderId: string, cause: Cause): Promise<void> {
    await this.deliveries.update(orderId, (delivery) => confirmCancel(delivery, orderId), cause);
  }
}
