import { type Cause, type Decided, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';
import { DeliveryRepository } from '../../domain/delivery-repository.ts';
import { deliveryMessage } from '../messaging/delivery-messages.ts';
import { deliveryTable } from './delivery-table.ts';

@Injectable()
export class WritePathDeliveries extends DeliveryRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  async update(
    orderId: string,
    change: (delivery: Delivery | undefined) => Decided<Delivery, DeliveryEvent>,
    cause: Cause,
  ): Promise<void> {
    await this.writePath.update(
      [{ table: deliveryTable, id: orderId, likelyNew: true }],
      (delivery) => {
        const { state, events } = change(delivery);
        return { states: [state], messages: events.map(deliveryMessage) };
      },
      cause,
    );
  }
}
