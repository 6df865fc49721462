import { Injectable } from '@nestjs/common';
import type { Caller } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { revise } from '../domain/change-wishes.ts';
import type { RequestedLineItem } from '../domain/line-items.ts';
import type { Order } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';
import { Patience } from '../domain/saga/patience.ts';
import { owned } from './ownership.ts';
import { OrderQueries } from './ports/order-queries.ts';

@Injectable()
export class ReviseOrder {
  constructor(
    private readonly orders: Orders,
    private readonly queries: OrderQueries,
    private readonly patience: Patience,
  ) {}

  /**
   * @throws Refusal `ORDER_NOT_FOUND`, also for another's order; `ORDER_NOT_APPROVED_YET`, `ORDER_IS_FINAL`, `CANCEL_UNDER_WAY`,
   *   `REVISION_UNDER_WAY`; one that names the field of the request.
   */
  async execute(orderId: string, lineItems: readonly RequestedLineItem[], caller: Caller, cause: RequestCause): Promise<Order> {
    // An order stays with its restaurant, so its menu can be asked for.
    const { restaurantId } = owned(await this.queries.find(orderId), orderId, caller);
    const beginning = { sagaId: uuidv7(), now: new Date(), patience: this.patience };
    return this.orders.updateByMenu(
      orderId,
      restaurantId,
      (order, menu) => revise(owned(order, orderId, caller), lineItems, menu, beginning),
      cause,
    );
  }
}
