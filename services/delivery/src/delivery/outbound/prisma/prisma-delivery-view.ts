import { countDeadLetters, prismaSql } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { type DeliveryAsKept, type DeliveryBooks, DeliveryView } from '../../application/ports/delivery-view.ts';
import type { Address, Delivery } from '../../domain/delivery.ts';

@Injectable()
export class PrismaDeliveryView extends DeliveryView {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(orderId: string): Promise<DeliveryAsKept | undefined> {
    const row = await this.prisma.delivery.findUnique({ where: { id: orderId } });
    if (!row) return undefined;
    const { state, consumerId, restaurantId, deliveryAddress, deliveryTime, version } = row;
    const delivery = {
      state,
      orderId,
      consumerId,
      restaurantId,
      ...(deliveryAddress && { deliveryAddress: deliveryAddress as unknown as Address }),
      ...(deliveryTime && { deliveryTime }),
    } as Delivery;
    return { delivery, version };
  }

  async books(): Promise<DeliveryBooks> {
    const [counts, deadLetters] = await Promise.all([
      this.prisma.delivery.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } }),
      countDeadLetters(prismaSql(this.prisma)),
    ]);
    return { byState: counts.map(({ state, _count }) => ({ state, deliveries: _count })), deadLetters };
  }
}
