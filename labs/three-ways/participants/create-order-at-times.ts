import { Refusal } from '@ftgo/refusals';
import type { RequestCause } from '@ftgo/write-path';
import { CreateOrder, type CreationDeadline } from '../../../services/order/src/order/application/index.ts';
import type { Order, OrderRequest } from '../../../services/order/src/order/domain/order.ts';
import type { Orders } from '../../../services/order/src/order/domain/orders.ts';
import type { Uptime } from './uptime.ts';

export const away = (detail: string): Refusal => new Refusal('overloaded', 'AWAY', detail);

/** The order service's own door, which is not always open either. */
export class CreateOrderAtTimes extends CreateOrder {
  constructor(
    orders: Orders,
    deadline: CreationDeadline,
    private readonly uptime: Uptime,
  ) {
    super(orders, deadline);
  }

  override async execute(request: OrderRequest, consumerId: string, cause: RequestCause): Promise<Order> {
    try {
      this.uptime.requireUp(cause.idempotencyKey ?? cause.correlationId);
    } catch (error) {
      throw away((error as Error).message);
    }
    return super.execute(request, consumerId, cause);
  }
}
