import type { Cause, Decided, MessageCause, RequestCause } from '@ftgo/write-path';
import type { Kitchen } from './kitchen.ts';
import type { KnownRestaurant } from './known-restaurant.ts';
import type { OrderIds } from './order.ts';
import type { Ticket, TicketInKitchen } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** What else there is to know where an order comes in. */
export interface Surroundings {
  readonly restaurant: KnownRestaurant | undefined;
  /** Whether the restaurant exists where restaurants are kept, heard of here or not. */
  readonly exists: boolean;
}

/** The only door to the state of tickets: loads it, applies the change, keeps it and publishes its events, in one commit. */
export abstract class TicketRepository {
  abstract update(
    orderId: string,
    change: (ticket: Ticket | undefined) => Decided<Ticket | undefined, TicketEvent>,
    cause: MessageCause,
  ): Promise<void>;

  /** The ticket with the restaurant in view, which is read but not changed. */
  abstract updateByMenu(
    order: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (ticket: Ticket | undefined, restaurant: KnownRestaurant | undefined) => Decided<Ticket, TicketEvent>,
    cause: MessageCause,
  ): Promise<void>;

  /** Ticket and room change together or not at all. */
  abstract updateInKitchen(
    order: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen) => Decided<TicketInKitchen, TicketEvent>,
    cause: MessageCause,
  ): Promise<void>;

  /** @returns the ticket after what a request asked for; for a repeated request, as the first one left it. */
  abstract handle(
    orderId: string,
    change: (ticket: Ticket | undefined) => Decided<Ticket, TicketEvent>,
    cause: RequestCause,
  ): Promise<Ticket>;

  /** The same where the room changes with it. */
  abstract handleInKitchen(
    order: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen) => Decided<TicketInKitchen, TicketEvent>,
    cause: RequestCause,
  ): Promise<Ticket>;

  /** Ticket and room with the restaurant in view, which is read but not changed. */
  abstract updateInView(
    order: Pick<OrderIds, 'orderId' | 'restaurantId'>,
    change: (held: TicketInKitchen, surroundings: Surroundings) => Decided<TicketInKitchen, TicketEvent>,
    cause: Cause,
  ): Promise<void>;
}

/** The kitchens' view of the restaurants. */
export abstract class KitchenRepository {
  abstract update(
    restaurantId: string,
    change: (kitchen: Kitchen | undefined, known: KnownRestaurant | undefined) => { kitchen: Kitchen; known: KnownRestaurant },
    cause: MessageCause,
  ): Promise<void>;
}
