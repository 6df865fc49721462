import type { CallInfo } from '@ftgo/service-runtime';
import { validate as isUuid } from 'uuid';
import type { OwnTicket } from '../application/prepare-tickets.ts';
import { TicketNotFound } from '../domain/ticket-refusals.ts';

/**
 * The ticket that a restaurant's staff acts on; whose staff it is, the verified token says.
 *
 * @throws Refusal `UNAUTHENTICATED`, `FORBIDDEN` to everybody but a restaurant; TicketNotFound
 */
export function ownTicket(call: CallInfo, orderId: string): OwnTicket {
  const { id: restaurantId } = call.require('restaurant');
  if (!isUuid(orderId)) throw new TicketNotFound(orderId);
  return { orderId: orderId.toLowerCase(), restaurantId };
}
