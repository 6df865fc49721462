import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { fallDue } from '../domain/order-saga.ts';
import { Orders } from '../domain/orders.ts';
import { Patience } from '../domain/saga/patience.ts';
import { OrderQueries } from './ports/order-queries.ts';

const AT_ONCE = 200;

@Injectable()
export class KeepDeadlines {
  constructor(
    private readonly orders: Orders,
    private readonly queries: OrderQueries,
    private readonly patience: Patience,
  ) {}

  /**
   * Rejects what is pending past its deadline, and asks again for, or gives up, what sagas wait for in vain. Safe on every replica at once:
   * the order itself says whether it is still due.
   */
  async execute(now: Date): Promise<void> {
    const clock = { now, patience: this.patience };
    const due = await this.queries.due(now, AT_ONCE);
    await Promise.all(due.map((id) => this.orders.update(id, (order) => fallDue(order, clock), { kind: 'timer', correlationId: uuidv7() })));
  }
}
