import type { Ticket } from '../../domain/ticket.ts';

export type KeptTicket = Ticket & { readonly version: number };

export interface TicketPage {
  readonly tickets: readonly KeptTicket[];
  /** Where the next page begins; undefined on the last one. */
  readonly nextAfter: string | undefined;
}

export interface KitchenBooks {
  readonly byState: readonly { readonly state: string; readonly tickets: number }[];
  /** What the kitchens count; the same as the tickets in CREATE_PENDING and AWAITING_ACCEPTANCE. */
  readonly openTickets: number;
  readonly deadLetters: number;
}

/** Tickets as they are kept now. */
export abstract class TicketQueries {
  abstract find(orderId: string): Promise<KeptTicket | undefined>;
  /** The confirmed tickets of a restaurant, oldest order first. */
  abstract toAccept(restaurantId: string, limit: number, after: string | undefined): Promise<TicketPage>;
  abstract books(): Promise<KitchenBooks>;
}
