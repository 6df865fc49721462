import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import type { TicketPage } from '../application/ports/ticket-queries.ts';
import { type Ticket, acceptByOf, readyByOf } from '../domain/ticket.ts';

/** A ticket as queries and commands answer it, the same by REST and gRPC. A command's answer has no version of its own: 0. */
export const ticketDocument = (ticket: Ticket & { readonly version?: number }): TicketEvents.Ticket => ({
  orderId: ticket.orderId,
  restaurantId: ticket.restaurantId,
  state: ticket.state,
  lineItems: ticket.state === 'EXPECTED' ? [] : [...(ticket.lineItems ?? [])],
  version: ticket.version ?? 0,
  acceptBy: acceptByOf(ticket),
  readyBy: readyByOf(ticket),
  rejectionReason: ticket.state === 'REJECTED' ? ticket.rejection : '',
});

export const ticketPageDocument = ({ tickets, nextAfter }: TicketPage): RestaurantGrpc.ListTicketsResponse => ({
  tickets: tickets.map(ticketDocument),
  nextAfter: nextAfter ?? '',
});
