import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { DeliveryNotFound } from '../domain/delivery-errors.ts';
import { type DeliveryAsKept, DeliveryView } from './ports/delivery-view.ts';

@Injectable()
export class GetDelivery {
  constructor(private readonly view: DeliveryView) {}

  /** @param asker the consumer who asks; undefined for one who may see every delivery. */
  async execute(orderId: string, asker: { consumerId: string } | undefined): Promise<DeliveryAsKept> {
    const found = isUuid(orderId) ? await this.view.find(orderId) : undefined;
    if (!found || (asker && found.delivery.consumerId !== asker.consumerId)) throw new DeliveryNotFound(orderId);
    return found;
  }
}
