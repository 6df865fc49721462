import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { expire } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import { OrderQueries } from './ports/order-queries.ts';

const AT_ONCE = 200;

@Injectable()
export class ExpireOrders {
  constructor(
    private readonly orders: Orders,
    private readonly queries: OrderQueries,
  ) {}

  /** Rejects what is pending past its deadline. Safe on every replica at once: the order itself says whether it is still due. */
  async execute(now: Date): Promise<void> {
    const due = await this.queries.due(now, AT_ONCE);
    await Promise.all(due.map((id) => this.orders.update(id, (order) => expire(order, now), { kind: 'timer', correlationId: uuidv7() })));
  }
}
