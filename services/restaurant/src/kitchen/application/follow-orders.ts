import { type MessageCause, PassingFault } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Order, OrderIds } from '../domain/order.ts';
import { cancelTicket, confirmTicket, receiveOrder } from '../domain/ticket.ts';
import { TicketRepository } from '../domain/ticket-repository.ts';

/** What a kitchen does when it hears of an order. */
@Injectable()
export class FollowOrders {
  constructor(private readonly tickets: TicketRepository) {}

  /** @throws PassingFault where the restaurant exists but has not been heard of here yet. */
  async created(order: Order, cause: MessageCause): Promise<void> {
    await this.tickets.updateInView(
      order,
      (held, { restaurant, exists }) => {
        // The order service has heard of the restaurant, so its row is older than the order: without a row there is no such
        // restaurant. With one our news of it is late, and refusing would turn a good order away: the message waits.
        if (!held.ticket && exists && !restaurant?.identity) {
          throw new PassingFault(`Order ${order.orderId} is ahead of the news of restaurant ${order.restaurantId}`);
        }
        return receiveOrder(held, order, restaurant);
      },
      cause,
    );
  }

  async approved(order: OrderIds, cause: MessageCause): Promise<void> {
    await this.tickets.update(order.orderId, (ticket) => confirmTicket(ticket, order), cause);
  }

  /** Rejected or cancelled. */
  async undone(order: OrderIds, cause: MessageCause): Promise<void> {
    await this.tickets.updateInKitchen(order, (held) => cancelTicket(held, order), cause);
  }
}
