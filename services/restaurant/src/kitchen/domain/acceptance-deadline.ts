// What becomes of a ticket that nobody in the restaurant takes notice of.
import type { Decided } from '@ftgo/write-path';
import type { KnownRestaurant } from './known-restaurant.ts';
import { isOpenAt } from './opening-hours.ts';
import { rejected } from './preparation.ts';
import type { TicketInKitchen } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** How long a restaurant has, while it is open, to accept a ticket that it sees. */
export class AcceptanceDeadline {
  constructor(private readonly afterMs: number) {}

  from(now: Date): Date {
    return new Date(now.getTime() + this.afterMs);
  }
}

/**
 * Rejects what was not accepted in time. Only AWAITING_ACCEPTANCE has a deadline that can pass: what a saga has locked nobody could accept,
 * so its deadline is looked at again once it is let go. Where the restaurant is closed it is put off: an order for tomorrow may be
 * placed at night.
 */
export function fallDue(
  held: TicketInKitchen,
  restaurant: KnownRestaurant | undefined,
  { now, deadline }: { now: Date; deadline: AcceptanceDeadline },
): Decided<TicketInKitchen, TicketEvent> {
  const { ticket, kitchen } = held;
  if (ticket?.state !== 'AWAITING_ACCEPTANCE' || ticket.acceptBy > now) return { state: held, events: [] };
  if (isClosed(restaurant, now)) return { state: { ticket: { ...ticket, acceptBy: deadline.from(now) }, kitchen }, events: [] };
  return rejected(ticket, kitchen, 'The restaurant did not answer in time.');
}

function isClosed(restaurant: KnownRestaurant | undefined, now: Date): boolean {
  if (!restaurant?.identity) return false;
  return !isOpenAt(restaurant.openingHours.value, restaurant.identity.timeZone, now);
}
