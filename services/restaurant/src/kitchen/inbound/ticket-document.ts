import type { RestaurantGrpc, TicketEvents } from '@ftgo/restaurant-api';
import type { KeptTicket, TicketPage } from '../application/ports/ticket-queries.ts';

/** A ticket as queries answer it, the same by REST and gRPC. */
export function ticketDocument(ticket: KeptTicket): TicketEvents.Ticket {
  const { orderId, restaurantId, state, version } = ticket;
  const lineItems = ticket.state === 'EXPECTED' ? [] : [...(ticket.lineItems ?? [])];
  return { orderId, restaurantId, state, lineItems, version };
}

export const ticketPageDocument = ({ tickets, nextAfter }: TicketPage): RestaurantGrpc.ListTicketsResponse => ({
  tickets: tickets.map(ticketDocument),
  nextAfter: nextAfter ?? '',
});
