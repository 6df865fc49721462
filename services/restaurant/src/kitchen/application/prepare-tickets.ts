import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { acceptTicket, finishPreparation, rejectTicket, startPreparation } from '../domain/preparation.ts';
import type { Ticket } from '../domain/ticket.ts';
import { TicketNotFound } from '../domain/ticket-refusals.ts';
import { TicketRepository } from '../domain/ticket-repository.ts';

/** A ticket and the restaurant whose staff asks. */
export interface OwnTicket {
  readonly orderId: string;
  readonly restaurantId: string;
}

/** What a restaurant's staff does with its own tickets. Another's ticket is answered like one that does not exist. */
@Injectable()
export class PrepareTickets {
  constructor(private readonly tickets: TicketRepository) {}

  accept(own: OwnTicket, readyBy: Date, cause: RequestCause): Promise<Ticket> {
    const now = new Date();
    return this.tickets.handle(own.orderId, (ticket) => acceptTicket(owned(ticket, own), readyBy, now), cause);
  }

  reject(own: OwnTicket, reason: string, cause: RequestCause): Promise<Ticket> {
    return this.tickets.handleInKitchen(own, ({ ticket, kitchen }) => rejectTicket(owned(ticket, own), kitchen, reason), cause);
  }

  start(own: OwnTicket, cause: RequestCause): Promise<Ticket> {
    return this.tickets.handle(own.orderId, (ticket) => startPreparation(owned(ticket, own)), cause);
  }

  finish(own: OwnTicket, cause: RequestCause): Promise<Ticket> {
    return this.tickets.handleInKitchen(own, ({ ticket, kitchen }) => finishPreparation(owned(ticket, own), kitchen), cause);
  }
}

function owned(ticket: Ticket | undefined, { orderId, restaurantId }: OwnTicket): Ticket {
  if (ticket?.restaurantId !== restaurantId) throw new TicketNotFound(orderId);
  return ticket;
}
