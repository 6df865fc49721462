import { type MessageCause, PassingFault } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { AcceptanceDeadline } from '../domain/acceptance-deadline.ts';
import type { Order, OrderIds } from '../domain/order.ts';
import { handOver } from '../domain/preparation.ts';
import { cancelTicket, confirmTicket, receiveOrder } from '../domain/ticket.ts';
import { TicketRepository } from '../domain/ticket-repository.ts';

/** What a kitchen does when it hears of an order, or of its delivery. */
@Injectable()
export class FollowOrders {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly deadline: AcceptanceDeadline,
  ) {}

  /** @throws PassingFault where the restaurant exists but has not been heard of here yet. */
  async created(order: Order, cause: MessageCause): Promise<void> {
    const acceptBy = this.deadline.from(new Date());
    await this.tickets.updateInView(
      order,
      (held, { restaurant, exists }) => {
        // The order service has heard of the restaurant, so its row is older than the order: without a row there is no such
        // restaurant. With one our news of it is late, and refusing would turn a good order away: the message waits.
        if (!held.ticket && exists && !restaurant?.identity) {
          throw new PassingFault(`Order ${order.orderId} is ahead of the news of restaurant ${order.restaurantId}`);
        }
        return receiveOrder(held, order, restaurant, acceptBy);
      },
      cause,
    );
  }

  async approved(order: OrderIds, cause: MessageCause): Promise<void> {
    // From when it is heard, not from when it was said: the restaurant has not seen the ticket before.
    const acceptBy = this.deadline.from(new Date());
    await this.tickets.update(order.orderId, (ticket) => confirmTicket(ticket, order, acceptBy), cause);
  }

  async pickedUp(order: Pick<OrderIds, 'orderId' | 'restaurantId'>, cause: MessageCause): Promise<void> {
    await this.tickets.updateInKitchen(order, handOver, cause);
  }

  /** Rejected or cancelled. */
  async undone(order: OrderIds, cause: MessageCause): Promise<void> {
    await this.tickets.updateInKitchen(order, (held) => cancelTicket(held, order), cause);
  }
}
