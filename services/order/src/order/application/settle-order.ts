import { Injectable } from '@nestjs/common';
import type { MessageCause } from '@ftgo/write-path';
import { type Outcome, approve, reject, turnAway } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';

/** Only the order decides: what the others report approves, rejects or cancels it. */
@Injectable()
export class SettleOrder {
  constructor(private readonly orders: Orders) {}

  async approve(orderId: string, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, approve, cause);
  }

  async reject(orderId: string, { reason, detail }: Outcome, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, (order) => reject(order, { reason, detail }), cause);
  }

  async turnAway(orderId: string, detail: string, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, (order) => turnAway(order, detail), cause);
  }
}
