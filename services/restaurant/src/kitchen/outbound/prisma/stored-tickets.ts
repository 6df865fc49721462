import { type AggregateRef, type Cause, type Decided, type MessageCause, type RequestCause, type Row, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Kitchen } from '../../domain/kitchen.ts';
import type { KnownRestaurant } from '../../domain/known-restaurant.ts';
import type { OrderIds } from '../../domain/order.ts';
import type { Ticket, TicketInKitchen } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-event.ts';
import { type Surroundings, TicketRepository } from '../../domain/ticket-repository.ts';
import { ticketMessage } from '../messaging/ticket-messages.ts';
import { existenceTable, kitchenTable, knownRestaurantTable } from './kitchen-tables.ts';
import { ticketFromRow, ticketTable } from './ticket-table.ts';

const ticketOf = (id: string): AggregateRef<Ticket> => ({ table: ticketTable, id });
const kitchenOf = (id: string): AggregateRef<Kitchen> => ({ table: kitchenTable, id });

/** A ticket as the answer to a request: plain JSON, since the idempotency key keeps it. */
interface Answer {
  readonly orderId: string;
  readonly row: Row;
}

@Injectable()
export class StoredTickets extends TicketRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  update(
    orderId: string,
    change: (ticket: Ticket | undefined) => Decided<Ticket | undefined, TicketEvent>,
    cause: MessageCause,
  ): Promise<void> {
    return this.writePath.update(
      [ticketOf(orderId)],
      (ticket) => {
        const { state, events } = change(ticket);
        return { states: [state], messages: events.map(ticketMessage) };
      },
      cause,
    );
  }

  updateByMenu(
    { orderId, restaurantId }: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (ticket: Ticket | undefined, restaurant: KnownRestaurant | undefined) => Decided<Ticket, TicketEvent>,
    cause: MessageCause,
  ): Promise<void> {
    return this.writePath.update(
      [ticketOf(orderId), { table: knownRestaurantTable, id: restaurantId, readOnly: true }],
      (ticket, restaurant) => {
        const { state, events } = change(ticket, restaurant);
        return { states: [state] as const, messages: events.map(ticketMessage) };
      },
      cause,
    );
  }

  updateInKitchen(
    { orderId, restaurantId }: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen) => Decided<TicketInKitchen, TicketEvent>,
    cause: MessageCause,
  ): Promise<void> {
    return this.writePath.update(
      [ticketOf(orderId), kitchenOf(restaurantId)],
      (ticket, kitchen) => decision(change({ ticket, kitchen })),
      cause,
    );
  }

  async handle(orderId: string, change: (ticket: Ticket | undefined) => Decided<Ticket, TicketEvent>, cause: RequestCause): Promise<Ticket> {
    const answer = await this.writePath.update(
      [ticketOf(orderId)],
      (ticket) => {
        const { state, events } = change(ticket);
        return { states: [state] as const, messages: events.map(ticketMessage), answer: answerOf(state) };
      },
      cause,
    );
    return ticketIn(answer);
  }

  async handleInKitchen(
    { orderId, restaurantId }: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen) => Decided<TicketInKitchen, TicketEvent>,
    cause: RequestCause,
  ): Promise<Ticket> {
    const answer = await this.writePath.update(
      [ticketOf(orderId), kitchenOf(restaurantId)],
      (ticket, kitchen) => {
        const decided = change({ ticket, kitchen });
        return { ...decision(decided), answer: answerOf(decided.state.ticket!) };
      },
      cause,
    );
    return ticketIn(answer);
  }

  updateInView(
    { orderId, restaurantId }: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen, surroundings: Surroundings) => Decided<TicketInKitchen, TicketEvent>,
    cause: Cause,
  ): Promise<void> {
    return this.writePath.update(
      [
        { ...ticketOf(orderId), likelyNew: true },
        kitchenOf(restaurantId),
        { table: knownRestaurantTable, id: restaurantId, readOnly: true },
        { table: existenceTable, id: restaurantId, readOnly: true },
      ],
      (ticket, kitchen, restaurant, exists) => decision(change({ ticket, kitchen }, { restaurant, exists: exists ?? false })),
      cause,
    );
  }
}

const decision = ({ state: { ticket, kitchen }, events }: Decided<TicketInKitchen, TicketEvent>) => ({
  states: [ticket, kitchen] as const,
  messages: events.map(ticketMessage),
});

const answerOf = (ticket: Ticket): Answer => ({ orderId: ticket.orderId, row: ticketTable.toRow(ticket) });
const ticketIn = ({ orderId, row }: Answer): Ticket => ticketFromRow(row, orderId);
