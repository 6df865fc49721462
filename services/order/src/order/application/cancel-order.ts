import { Injectable } from '@nestjs/common';
import type { Caller } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { cancel } from '../domain/change-wishes.ts';
import type { Order } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import { Patience } from '../domain/saga/patience.ts';
import { owned } from './ownership.ts';

@Injectable()
export class CancelOrder {
  constructor(
    private readonly orders: Orders,
    private readonly patience: Patience,
  ) {}

  /** @throws Refusal `ORDER_NOT_FOUND`, also for another's order; `CANCEL_UNDER_WAY`, `REVISION_UNDER_WAY`. */
  execute(orderId: string, caller: Caller, cause: RequestCause): Promise<Order> {
    const beginning = { sagaId: uuidv7(), now: new Date(), patience: this.patience };
    return this.orders.update(orderId, (order) => cancel(owned(order, orderId, caller), beginning), cause);
  }
}
