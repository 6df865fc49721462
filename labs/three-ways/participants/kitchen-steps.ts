import { Refusal } from '@ftgo/refusals';
import { type Cause, type MessageCause, PassingFault } from '@ftgo/write-path';
import { receiveOrder } from '../../../services/restaurant/src/kitchen/domain/ticket.ts';
import type { TicketRepository } from '../../../services/restaurant/src/kitchen/domain/ticket-repository.ts';
import { lineItemOf } from '../../../services/restaurant/src/kitchen/inbound/kafka/line-item.ts';
import type { OrderToCheck } from '../steps.ts';
import type { Uptime } from './uptime.ts';

/** The restaurant service's step, for whoever asks: by the port and the domain that the choreography runs on. */
export class KitchenSteps {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly uptime: Uptime,
  ) {}

  /** @throws Refusal */
  async createTicket(order: OrderToCheck, cause: Cause): Promise<void> {
    this.uptime.requireUp(order.orderId);
    const placed = { ...order, deliveryTime: order.deliveryTime, lineItems: order.lineItems.map(lineItemOf), placedAt: order.createdAt! };
    // Only for an order that is approved already, which nobody asks about.
    const acceptBy = new Date(Date.now() + 60_000);
    await this.tickets.updateInView(
      placed,
      (held, { restaurant }) => {
        if (!restaurant?.identity) throw new PassingFault(`Restaurant ${order.restaurantId} has not been heard of here yet`);
        const decided = receiveOrder(held, placed, restaurant, acceptBy);
        const { ticket } = decided.state;
        if (ticket?.state === 'REFUSED') throw new Refusal('conflict', ticket.refusal.reason, ticket.refusal.detail);
        if (ticket?.state === 'CANCELLED') throw new Refusal('conflict', 'CANCELLED', 'The order is over.');
        return decided;
      },
      // Whatever causes it: what stores tickets takes any.
      cause as MessageCause,
    );
  }
}
