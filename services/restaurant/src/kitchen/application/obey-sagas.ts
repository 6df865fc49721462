import type { MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { beginCancel, confirmCancel, undoBeginCancel } from '../domain/cancellation.ts';
import type { LineItem, OrderIds } from '../domain/order.ts';
import { beginRevise, confirmRevise, undoBeginRevise } from '../domain/revision.ts';
import { TicketRepository } from '../domain/ticket-repository.ts';

type Commanded = Pick<OrderIds, 'orderId' | 'restaurantId'>;

/** What the sagas that cancel and revise an order have the kitchen do. Their replies are the write path's. */
@Injectable()
export class ObeySagas {
  constructor(private readonly tickets: TicketRepository) {}

  beginCancel({ orderId }: Commanded, cause: MessageCause): Promise<void> {
    return this.tickets.update(orderId, beginCancel, cause);
  }

  undoBeginCancel({ orderId }: Commanded, cause: MessageCause): Promise<void> {
    return this.tickets.update(orderId, undoBeginCancel, cause);
  }

  confirmCancel(order: Commanded, cause: MessageCause): Promise<void> {
    return this.tickets.updateInKitchen(order, confirmCancel, cause);
  }

  beginRevise(order: Commanded, lineItems: readonly LineItem[], cause: MessageCause): Promise<void> {
    return this.tickets.updateByMenu(order, (ticket, restaurant) => beginRevise(ticket, lineItems, restaurant), cause);
  }

  undoBeginRevise({ orderId }: Commanded, cause: MessageCause): Promise<void> {
    return this.tickets.update(orderId, undoBeginRevise, cause);
  }

  confirmRevise({ orderId }: Commanded, lineItems: readonly LineItem[], cause: MessageCause): Promise<void> {
    return this.tickets.update(orderId, (ticket) => confirmRevise(ticket, lineItems), cause);
  }
}
