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

export interface TicketAccepted extends OfTicket {
  readonly type: 'TicketAccepted';
  readonly readyBy: Date;
}

/** The restaurant will not cook it. */
export interface TicketRejected extends OfTicket {
  readonly type: 'TicketRejected';
  readonly reason: string;
}

export interface TicketPreparationStarted extends OfTicket {
  readonly type: 'TicketPreparationStarted';
}

export interface TicketReadyForPickup extends OfTicket {
  readonly type: 'TicketReadyForPickup';
}

/** The courier has it. */
export interface TicketPickedUp extends OfTicket {
  readonly type: 'TicketPickedUp';
}

export interface TicketCancelled extends OfTicket {
  readonly type: 'TicketCancelled';
}

export type TicketEvent =
  | TicketCreated
  | TicketCreationFailed
  | TicketConfirmed
  | TicketAccepted
  | TicketRejected
  | TicketPreparationStarted
  | TicketReadyForPickup
  | TicketPickedUp
  | TicketCancelled;
