// What a restaurant's staff does with a ticket that it sees. Each step may be repeated; out of turn it is refused.
import type { Decided } from '@ftgo/write-path';
import { type Kitchen, giveRoomBack } from './kitchen.ts';
import { type LockableTicket, type Ticket, type TicketInKitchen, detailsOf, unreachable } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';
import { ReadyByOutOfRange, RejectionWithoutReason, TicketLocked, WrongTicketState } from './ticket-refusals.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A date further off is a slip of the pen. */
const FURTHEST_DAYS = 30;
const LONGEST_REASON = 200;

/** @throws ReadyByOutOfRange, TicketLocked, WrongTicketState also where another time was promised before. */
export function acceptTicket(ticket: Ticket, readyBy: Date, now: Date): Decided<Ticket, TicketEvent> {
  switch (ticket.state) {
    case 'AWAITING_ACCEPTANCE':
      requireSoon(readyBy, now);
      return { state: { ...detailsOf(ticket), state: 'ACCEPTED', readyBy }, events: [{ ...about(ticket), type: 'TicketAccepted', readyBy }] };
    case 'ACCEPTED':
      if (ticket.readyBy.getTime() === readyBy.getTime()) return { state: ticket, events: [] };
      throw new WrongTicketState(ticket.state);
    default:
      return outOfTurn(ticket);
  }
}

/**
 * Only before it is accepted: a promise is kept. The room is free at once, whatever becomes of the order.
 *
 * @param reason one line for the consumer
 * @throws RejectionWithoutReason, TicketLocked, WrongTicketState
 */
export function rejectTicket(ticket: Ticket, kitchen: TicketInKitchen['kitchen'], reason: string): Decided<TicketInKitchen, TicketEvent> {
  switch (ticket.state) {
    case 'AWAITING_ACCEPTANCE':
      return rejected(ticket, kitchen, oneLine(reason));
    case 'REJECTED':
      return { state: { ticket, kitchen }, events: [] };
    default:
      return outOfTurn(ticket);
  }
}

/** @throws TicketLocked, WrongTicketState */
export function startPreparation(ticket: Ticket): Decided<Ticket, TicketEvent> {
  switch (ticket.state) {
    case 'ACCEPTED':
      return { state: { ...ticket, state: 'PREPARING' }, events: [{ ...about(ticket), type: 'TicketPreparationStarted' }] };
    case 'PREPARING':
      return { state: ticket, events: [] };
    default:
      return outOfTurn(ticket);
  }
}

/** What is cooked waits for its courier, and the kitchen has room for another. @throws TicketLocked, WrongTicketState */
export function finishPreparation(ticket: Ticket, kitchen: TicketInKitchen['kitchen']): Decided<TicketInKitchen, TicketEvent> {
  switch (ticket.state) {
    case 'PREPARING':
      return {
        state: { ticket: { ...ticket, state: 'READY_FOR_PICKUP' }, kitchen: kitchen && giveRoomBack(kitchen) },
        events: [{ ...about(ticket), type: 'TicketReadyForPickup' }],
      };
    case 'READY_FOR_PICKUP':
      return { state: { ticket, kitchen }, events: [] };
    default:
      return outOfTurn(ticket);
  }
}

/** DeliveryPickedUp. The courier has it, whatever the staff has told so far; only what was accepted is ever picked up. */
export function handOver(held: TicketInKitchen): Decided<TicketInKitchen, TicketEvent> {
  const { ticket, kitchen } = held;
  switch (ticket?.state) {
    case 'READY_FOR_PICKUP':
      return { state: { ticket: { ...ticket, state: 'PICKED_UP' }, kitchen }, events: [{ ...about(ticket), type: 'TicketPickedUp' }] };
    case 'ACCEPTED':
    case 'PREPARING':
      return {
        state: { ticket: { ...ticket, state: 'PICKED_UP' }, kitchen: kitchen && giveRoomBack(kitchen) },
        events: [{ ...about(ticket), type: 'TicketPickedUp' }],
      };
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      return ticket.before.state === 'ACCEPTED' ? handOver({ ticket: ticket.before, kitchen }) : { state: held, events: [] };
    case undefined:
    case 'EXPECTED':
    case 'CREATE_PENDING':
    case 'AWAITING_ACCEPTANCE':
    case 'REFUSED':
    case 'PICKED_UP':
    case 'REJECTED':
    case 'CANCELLED':
      return { state: held, events: [] };
    default:
      return unreachable(ticket);
  }
}

/** The restaurant will not cook it, by a word or by its silence: its room is free at once. */
export function rejected(ticket: LockableTicket, kitchen: Kitchen | undefined, rejection: string): Decided<TicketInKitchen, TicketEvent> {
  return {
    state: { ticket: { ...detailsOf(ticket), state: 'REJECTED', rejection }, kitchen: kitchen && giveRoomBack(kitchen) },
    events: [{ ...about(ticket), type: 'TicketRejected', reason: rejection }],
  };
}

function requireSoon(readyBy: Date, now: Date): void {
  // So that an invalid date, which is neither before nor after anything, does not pass.
  if (!(readyBy > now)) throw new ReadyByOutOfRange('The food can be ready in the future only.');
  if (readyBy.getTime() > now.getTime() + FURTHEST_DAYS * DAY_MS) {
    throw new ReadyByOutOfRange(`The food is promised at most ${FURTHEST_DAYS} days ahead.`);
  }
}

function oneLine(reason: string): string {
  const text = reason.trim();
  if (text.length === 0 || text.length > LONGEST_REASON || /[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new RejectionWithoutReason(`1 to ${LONGEST_REASON} characters, none of them a control character.`);
  }
  return text;
}

function outOfTurn({ state }: Ticket): never {
  throw state === 'CANCEL_PENDING' || state === 'REVISION_PENDING' ? new TicketLocked(state) : new WrongTicketState(state);
}

const about = ({ orderId, restaurantId }: Ticket) => ({ orderId, restaurantId });
