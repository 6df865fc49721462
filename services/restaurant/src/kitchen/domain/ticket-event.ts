import type { RefusalReason } from './acceptance.ts';

interface OfTicket {
  readonly orderId: string;
  readonly restaurantId: string;
}

export interface TicketCreated extends OfTicket {
  readonly type: 'TicketCreated';
}

export interface TicketCreationFailed extends OfTicket {
  readonly type: 'TicketCreationFailed';
  readonly reason: RefusalReason;
  readonly detail: string;
}

/** From now on the restaurant sees it. */
export interface TicketConfirmed extends OfTicket {
  readonly type: 'TicketConfirmed';
}

export interface TicketCancelled extends OfTicket {
  readonly type: 'TicketCancelled';
}

export type TicketEvent = TicketCreated | TicketCreationFailed | TicketConfirmed | TicketCancelled;
