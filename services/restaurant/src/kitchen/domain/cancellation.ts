// The kitchen's part in cancelling an order: lock the ticket, then let it go or end it.
import { NotYet } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import { type Ticket, type TicketInKitchen, cancelTicket, lockedAs, unreachable } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';
import { TicketInPreparation, TicketLocked } from './ticket-refusals.ts';

/**
 * BeginCancelTicket. It may come before the news of the order's approval: only approved orders are cancelled by a saga.
 *
 * @throws TicketInPreparation, TicketLocked; NotYet before the order is heard of
 */
export function beginCancel(ticket: Ticket | undefined): Decided<Ticket, TicketEvent> {
  switch (ticket?.state) {
    case undefined:
    case 'EXPECTED':
      throw new NotYet('The order has not been heard of here.');
    case 'CREATE_PENDING':
    case 'AWAITING_ACCEPTANCE':
    case 'ACCEPTED':
      return { state: lockedAs('CANCEL_PENDING', ticket), events: [] };
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      throw new TicketLocked(ticket.state);
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
      throw new TicketInPreparation(ticket.state);
    case 'REFUSED':
    case 'REJECTED':
    case 'CANCELLED': // dead already, which is what is asked for
      return { state: ticket, events: [] };
    default:
      return unreachable(ticket);
  }
}

/** UndoBeginCancelTicket. What has happened to the ticket since it was locked stands. */
export function undoBeginCancel(ticket: Ticket | undefined): Decided<Ticket | undefined, TicketEvent> {
  return { state: ticket?.state === 'CANCEL_PENDING' ? ticket.before : ticket, events: [] };
}

/**
 * ConfirmCancelTicket. The saga is past its pivot: this is done in every state, as the order's own end is.
 *
 * @throws Error where there is no ticket, which is a fault: nobody begins to cancel what is not there.
 */
export function confirmCancel(held: TicketInKitchen): Decided<TicketInKitchen, TicketEvent> {
  if (!held.ticket) throw new Error('There is no ticket to cancel.');
  return cancelTicket(held, held.ticket);
}
