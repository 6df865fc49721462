// The kitchen's part in revising an order: lock the ticket if the new lines can be had, then change it or let it go.
import { equals } from '@ftgo/money';
import { NotYet } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import { objectionToLines } from './acceptance.ts';
import type { KnownRestaurant } from './known-restaurant.ts';
import type { LineItem } from './order.ts';
import { type Ticket, lockedAs, unreachable } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';
import { RevisionRefused, TicketInPreparation, TicketLocked, WrongTicketState } from './ticket-refusals.ts';

/**
 * BeginReviseTicket. The ticket takes up the same room whatever is in it, so only the menu is asked.
 *
 * @throws RevisionRefused, TicketInPreparation, TicketLocked, WrongTicketState where the ticket is dead; NotYet before the
 *   order's approval is heard of
 */
export function beginRevise(
  ticket: Ticket | undefined,
  lineItems: readonly LineItem[],
  restaurant: KnownRestaurant | undefined,
): Decided<Ticket, TicketEvent> {
  switch (ticket?.state) {
    case undefined:
    case 'EXPECTED':
    case 'CREATE_PENDING':
      throw new NotYet('The approval of the order has not been heard of here.');
    case 'AWAITING_ACCEPTANCE':
    case 'ACCEPTED': {
      const refusal = objectionToLines(notAgreedYet(lineItems, ticket.lineItems), ticket.restaurantId, restaurant);
      if (refusal) throw new RevisionRefused(refusal);
      return { state: lockedAs('REVISION_PENDING', ticket), events: [] };
    }
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      throw new TicketLocked(ticket.state);
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
      throw new TicketInPreparation(ticket.state);
    case 'REFUSED':
    case 'REJECTED':
    case 'CANCELLED':
      throw new WrongTicketState(ticket.state);
    default:
      return unreachable(ticket);
  }
}

/** UndoBeginReviseTicket. What has happened to the ticket since it was locked stands. */
export function undoBeginRevise(ticket: Ticket | undefined): Decided<Ticket | undefined, TicketEvent> {
  return { state: ticket?.state === 'REVISION_PENDING' ? ticket.before : ticket, events: [] };
}

/**
 * ConfirmReviseTicket. The saga is past its pivot: whatever is alive has the new lines from now on.
 *
 * @throws Error where there is no ticket with lines, which is a fault: nobody begins to revise what is not there.
 */
export function confirmRevise(ticket: Ticket | undefined, lineItems: readonly LineItem[]): Decided<Ticket, TicketEvent> {
  switch (ticket?.state) {
    case undefined:
    case 'EXPECTED':
      throw new Error('There is no ticket to revise.');
    case 'REVISION_PENDING':
      return { state: { ...ticket.before, lineItems }, events: [] };
    case 'CANCEL_PENDING':
      return { state: { ...ticket, lineItems, before: { ...ticket.before, lineItems } }, events: [] };
    case 'CREATE_PENDING':
    case 'AWAITING_ACCEPTANCE':
    case 'ACCEPTED':
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
      return { state: { ...ticket, lineItems }, events: [] };
    case 'REFUSED':
    case 'REJECTED':
    case 'CANCELLED':
      return { state: ticket, events: [] };
    default:
      return unreachable(ticket);
  }
}

/** Lines that the kitchen has taken in before are not judged again, whatever the menu says by now. */
function notAgreedYet(wanted: readonly LineItem[], held: readonly LineItem[]): LineItem[] {
  const agreed = (line: LineItem) =>
    held.some(({ menuItemId, price, quantity }) => menuItemId === line.menuItemId && equals(price, line.price) && line.quantity <= quantity);
  return wanted.filter((line) => !agreed(line));
}
