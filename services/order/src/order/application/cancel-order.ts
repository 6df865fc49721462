import { Injectable } from '@nestjs/common';
import type { Caller } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { type Order, cancel } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import { owned } from './ownership.ts';

@Injectable()
export class CancelOrder {
  constructor(private readonly orders: Orders) {}

  /** @throws Refusal `ORDER_NOT_FOUND`, also for another's order; `ORDER_ALREADY_APPROVED`. */
  execute(orderId: string, caller: Caller, cause: RequestCause): Promise<Order> {
    return this.orders.update(orderId, (order) => cancel(owned(order, orderId, caller)), cause);
  }
}
