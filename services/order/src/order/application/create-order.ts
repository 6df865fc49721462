import { Injectable } from '@nestjs/common';
import type { RequestCause } from '@ftgo/write-path';
import { Refusal } from '@ftgo/refusals';
import { validate as isUuid, v7 as uuidv7 } from 'uuid';
import { type Order, type OrderRequest, place } from '../domain/order.ts';
import { Orders } from '../domain/orders.ts';

/** How long an order may be pending, in milliseconds. */
export class CreationDeadline {
  constructor(private readonly afterMs: number) {}

  from(now: Date): Date {
    return new Date(now.getTime() + this.afterMs);
  }
}

@Injectable()
export class CreateOrder {
  constructor(
    private readonly orders: Orders,
    private readonly deadline: CreationDeadline,
  ) {}

  /** @throws Refusal that names the field of the request. */
  async execute(request: OrderRequest, consumerId: string, cause: RequestCause): Promise<Order> {
    if (!isUuid(request.restaurantId)) throw new Refusal('invalid', 'NOT_A_UUID', 'A restaurant id is a UUID', '/restaurantId');
    const now = new Date();
    const placing = { id: uuidv7(), consumerId, now, dueAt: this.deadline.from(now) };
    return this.orders.place(placing.id, request.restaurantId, (menu) => place(request, menu, placing), cause);
  }
}
