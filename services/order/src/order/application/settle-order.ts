import { Injectable } from '@nestjs/common';
import type { MessageCause } from '@ftgo/write-path';
import { type Outcome, approve, reject } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';

/** Only the order decides: what the others report approves or rejects it. */
@Injectable()
export class SettleOrder {
  constructor(private readonly orders: Orders) {}

  async approve(orderId: string, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, approve, cause);
  }

  async reject(orderId: string, { reason, detail }: Outcome, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, (order) => reject(order, { reason, detail }), cause);
  }
}
