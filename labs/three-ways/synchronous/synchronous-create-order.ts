import { Refusal } from '@ftgo/refusals';
import type { RequestCause } from '@ftgo/write-path';
import type { CreationDeadline } from '../../../services/order/src/order/application/index.ts';
import { type Order, type OrderRequest, approve, reject } from '../../../services/order/src/order/domain/order.ts';
import type { Orders } from '../../../services/order/src/order/domain/orders.ts';
import { messageOf } from '../../../services/order/src/order/outbound/messaging/order-messages.ts';
import { CreateOrderAtTimes, away } from '../participants/create-order-at-times.ts';
import type { Uptime } from '../participants/uptime.ts';
import { type OrderToCheck, type Step, steps } from '../steps.ts';
import type { RemoteSteps } from './remote-steps.ts';

/**
 * Create order by calls, one after the other: the consumer waits for all of them. Whatever was done for an order that is rejected is undone
 * as in the choreography, by `OrderRejected`.
 */
export class SynchronousCreateOrder extends CreateOrderAtTimes {
  constructor(
    private readonly kept: Orders,
    deadline: CreationDeadline,
    uptime: Uptime,
    private readonly remote: RemoteSteps,
    private readonly called: readonly Step[] = steps,
  ) {
    super(kept, deadline, uptime);
  }

  override async execute(request: OrderRequest, consumerId: string, cause: RequestCause): Promise<Order> {
    const placed = await super.execute(request, consumerId, cause);
    if (placed.state !== 'APPROVAL_PENDING') return placed;
    const order = messageOf({ type: 'OrderCreated', order: placed }).body as OrderToCheck;
    for (const step of this.called) {
      const refusal = await this.#take(step, order);
      if (!refusal) continue;
      const { code: reason, message: detail } = refusal;
      await this.kept.update(placed.id, (pending) => reject(pending, { reason, detail }), { kind: 'timer', correlationId: cause.correlationId });
      throw refusal;
    }
    return (await this.kept.update(placed.id, approve, { kind: 'timer', correlationId: cause.correlationId }))!;
  }

  /** @returns why there will be no order */
  async #take(step: Step, order: OrderToCheck): Promise<Refusal | undefined> {
    try {
      const { refused } = await this.remote.take(step, order);
      return refused && new Refusal('unprocessable', refused.code, refused.detail);
    } catch (error) {
      return away(`${step}: ${(error as Error).message}`);
    }
  }
}
