import { Injectable } from '@nestjs/common';
import type { MessageCause } from '@ftgo/write-path';
import type { Fact } from '../domain/fact.ts';
import { hear } from '../domain/hear.ts';
import { approve, reject } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import type { Outcome } from '../domain/outcome.ts';

/** Only the order decides: what the others report approves, rejects, cancels or ends it. */
@Injectable()
export class SettleOrder {
  constructor(private readonly orders: Orders) {}

  async approve(orderId: string, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, approve, cause);
  }

  async reject(orderId: string, { reason, detail }: Outcome, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, (order) => reject(order, { reason, detail }), cause);
  }

  async hear(orderId: string, fact: Fact, cause: MessageCause): Promise<void> {
    await this.orders.update(orderId, (order) => hear(order, fact), cause);
  }
}
