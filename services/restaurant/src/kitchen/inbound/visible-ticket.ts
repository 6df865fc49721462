import type { CallInfo } from '@ftgo/service-runtime';
import { validate as isUuid } from 'uuid';
import type { KeptTicket, TicketQueries } from '../application/ports/ticket-queries.ts';
import { TicketNotFound } from '../domain/ticket-refusals.ts';

/**
 * A ticket for those whom it concerns: its consumer, its restaurant, an operator.
 *
 * @throws TicketNotFound also for everybody else: whose order it is, is nobody's business.
 */
export async function visibleTicket(queries: TicketQueries, orderId: string, call: CallInfo): Promise<KeptTicket> {
  const { id, role } = call.require('consumer', 'restaurant', 'operator');
  const ticket = isUuid(orderId) ? await queries.find(orderId) : undefined;
  const concerned = { consumer: ticket?.consumerId === id, restaurant: ticket?.restaurantId === id, operator: true, courier: false };
  if (!ticket || !concerned[role]) throw new TicketNotFound(orderId);
  return ticket;
}
