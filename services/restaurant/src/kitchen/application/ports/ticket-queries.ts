import type { Ticket } from '../../domain/ticket.ts';

export type KeptTicket = Ticket & { readonly version: number };

/** In which a kitchen has a ticket before it; what is locked it sees, and waits. */
export const IN_HAND = ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING', 'READY_FOR_PICKUP'] as const;

export interface TicketsWanted {
  readonly states: readonly (typeof IN_HAND)[number][];
  readonly limit: number;
  readonly after: string | undefined;
}

export interface TicketPage {
  readonly tickets: readonly KeptTicket[];
  /** Where the next page begins; undefined on the last one. */
  readonly nextAfter: string | undefined;
}

export interface KitchenBooks {
  readonly byState: readonly { readonly state: string; readonly tickets: number }[];
  /** What the kitchens count; the same as the tickets from CREATE_PENDING to PREPARING, locked or not. */
  readonly openTickets: number;
  readonly deadLetters: number;
}

/** Tickets as they are kept now. */
export abstract class TicketQueries {
  abstract find(orderId: string): Promise<KeptTicket | undefined>;
  /** What a restaurant's kitchen has before it, oldest order first. */
  abstract inHand(restaurantId: string, wanted: TicketsWanted): Promise<TicketPage>;
  /** Tickets whose acceptance is overdue, the longest overdue first. */
  abstract due(now: Date, limit: number): Promise<Pick<Ticket, 'orderId' | 'restaurantId'>[]>;
  abstract books(): Promise<KitchenBooks>;
}
