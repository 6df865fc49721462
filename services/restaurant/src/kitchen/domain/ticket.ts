import type { Decided } from '@ftgo/write-path';
import { type TicketRefusal, objectionTo } from './acceptance.ts';
import { type Kitchen, emptyKitchen, giveRoomBack, takeRoom } from './kitchen.ts';
import type { KnownRestaurant } from './known-restaurant.ts';
import type { LineItem, Order, OrderIds } from './order.ts';
import type { TicketEvent } from './ticket-event.ts';

type Detailed = OrderIds & { readonly lineItems: readonly LineItem[] };

/** Nobody prepares it yet, so a saga that cancels or revises its order may lock it. */
export type LockableTicket = Detailed &
  (
    | { /** Takes up room; the restaurant does not see it yet. */ readonly state: 'CREATE_PENDING' }
    | { readonly state: 'AWAITING_ACCEPTANCE'; /** Rejected if it is not accepted by then. */ readonly acceptBy: Date }
    | { readonly state: 'ACCEPTED'; readonly readyBy: Date }
  );

/** Nobody acts on it until its order's saga has ended; it goes back to what it was before, or on. */
export type LockedTicket = Detailed & { readonly state: 'CANCEL_PENDING' | 'REVISION_PENDING'; readonly before: LockableTicket };

/**
 * What a kitchen prepares for an order. Up to AWAITING_ACCEPTANCE it is a function of the order's messages in whatever order
 * they come; from there on the restaurant's staff acts (`preparation.ts`), and the order may be cancelled (`cancellation.ts`) or
 * revised (`revision.ts`), and may still end it in every state.
 */
export type Ticket =
  /** The order's approval was heard before its creation. */
  | (OrderIds & { readonly state: 'EXPECTED' })
  | (Detailed & { readonly state: 'REFUSED'; readonly refusal: TicketRefusal })
  | LockableTicket
  | LockedTicket
  | (Detailed & { readonly state: 'PREPARING'; readonly readyBy: Date })
  /** Cooked: takes up no room any more. */
  | (Detailed & { readonly state: 'READY_FOR_PICKUP' | 'PICKED_UP'; readonly readyBy: Date })
  /** By the restaurant; the order follows. */
  | (Detailed & { readonly state: 'REJECTED'; readonly rejection: string })
  /** Without line items it is a tombstone: cancelled before the order's creation was heard. */
  | (OrderIds & { readonly state: 'CANCELLED'; readonly lineItems?: readonly LineItem[] });

/** A ticket and the kitchen it takes up room in. */
export interface TicketInKitchen {
  readonly ticket: Ticket | undefined;
  readonly kitchen: Kitchen | undefined;
}

type InKitchen = Decided<TicketInKitchen, TicketEvent>;

/** OrderCreated. */
export function receiveOrder(held: TicketInKitchen, order: Order, restaurant: KnownRestaurant | undefined, acceptBy: Date): InKitchen {
  switch (held.ticket?.state) {
    case undefined:
      return judge(held.kitchen, order, restaurant);
    case 'EXPECTED':
      // Approved: it was judged before, and only the order decides. A kitchen obeys, also beyond its capacity.
      return {
        state: { ticket: { ...detailsOf(order), state: 'AWAITING_ACCEPTANCE', acceptBy }, kitchen: takeRoom(held.kitchen ?? emptyKitchen(order.restaurantId)) },
        events: [tell('TicketCreated', order), tell('TicketConfirmed', order)],
      };
    case 'CREATE_PENDING':
    case 'AWAITING_ACCEPTANCE':
    case 'REFUSED':
    case 'ACCEPTED':
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
    case 'REJECTED':
    case 'CANCELLED':
      return unchanged(held);
    default:
      return unreachable(held.ticket);
  }
}

/** OrderApproved. */
export function confirmTicket(ticket: Ticket | undefined, order: OrderIds, acceptBy: Date): Decided<Ticket, TicketEvent> {
  switch (ticket?.state) {
    case undefined:
      return { state: { ...idsOf(order), state: 'EXPECTED' }, events: [] };
    case 'CREATE_PENDING':
      return confirmed(ticket, order, acceptBy);
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING': {
      // The saga's command has overtaken this news.
      if (ticket.before.state !== 'CREATE_PENDING') return unchanged(ticket);
      const { state: before, events } = confirmed(ticket.before, order, acceptBy);
      return { state: { ...ticket, before }, events };
    }
    case 'EXPECTED':
    case 'AWAITING_ACCEPTANCE':
    case 'REFUSED':
    case 'ACCEPTED':
    case 'PREPARING':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
    case 'REJECTED':
    case 'CANCELLED':
      return unchanged(ticket);
    default:
      return unreachable(ticket);
  }
}

/** OrderRejected, OrderCancelled and ConfirmCancelTicket: legal in every state, and before there is one. */
export function cancelTicket(held: TicketInKitchen, order: OrderIds): InKitchen {
  const { ticket, kitchen } = held;
  const events = [tell('TicketCancelled', order)];
  switch (ticket?.state) {
    case undefined:
    case 'EXPECTED':
      return { state: { ticket: { ...idsOf(order), state: 'CANCELLED' }, kitchen }, events };
    case 'CREATE_PENDING':
    case 'AWAITING_ACCEPTANCE':
    case 'ACCEPTED':
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
    case 'PREPARING':
      return { state: { ticket: cancelled(ticket), kitchen: kitchen && giveRoomBack(kitchen) }, events };
    case 'REFUSED':
    case 'READY_FOR_PICKUP':
    case 'PICKED_UP':
    case 'REJECTED':
      return { state: { ticket: cancelled(ticket), kitchen }, events };
    case 'CANCELLED':
      return unchanged(held);
    default:
      return unreachable(ticket);
  }
}

export function lockedAs(state: LockedTicket['state'], ticket: LockableTicket): LockedTicket {
  return { ...detailsOf(ticket), state, before: ticket };
}

/** Until when it may be accepted, also while that is locked. */
export function acceptByOf(ticket: Ticket): Date | undefined {
  if ('before' in ticket) return acceptByOf(ticket.before);
  return 'acceptBy' in ticket ? ticket.acceptBy : undefined;
}

/** When the food is promised for, also while the promise is locked. */
export function readyByOf(ticket: Ticket): Date | undefined {
  if ('before' in ticket) return readyByOf(ticket.before);
  return 'readyBy' in ticket ? ticket.readyBy : undefined;
}

function judge(kitchen: Kitchen | undefined, order: Order, restaurant: KnownRestaurant | undefined): InKitchen {
  const taking = kitchen ?? emptyKitchen(order.restaurantId);
  const refusal = objectionTo(order, restaurant, taking);
  if (refusal) {
    return {
      state: { ticket: { ...detailsOf(order), state: 'REFUSED', refusal }, kitchen },
      events: [{ ...tell('TicketCreationFailed', order), ...refusal }],
    };
  }
  return {
    state: { ticket: { ...detailsOf(order), state: 'CREATE_PENDING' }, kitchen: takeRoom(taking) },
    events: [tell('TicketCreated', order)],
  };
}

function confirmed(ticket: LockableTicket, order: OrderIds, acceptBy: Date): Decided<LockableTicket, TicketEvent> {
  return { state: { ...ticket, state: 'AWAITING_ACCEPTANCE', acceptBy }, events: [tell('TicketConfirmed', order)] };
}

const idsOf = ({ orderId, consumerId, restaurantId }: OrderIds): OrderIds => ({ orderId, consumerId, restaurantId });
export const detailsOf = (order: Detailed) => ({ ...idsOf(order), lineItems: order.lineItems });
const cancelled = (ticket: Ticket & { readonly lineItems?: readonly LineItem[] }): Ticket => ({
  ...idsOf(ticket),
  lineItems: ticket.lineItems,
  state: 'CANCELLED',
});
const tell = <T extends TicketEvent['type']>(type: T, { orderId, restaurantId }: OrderIds) => ({ type, orderId, restaurantId });
const unchanged = <S>(state: S) => ({ state, events: [] });

export function unreachable(state: never): never {
  throw new Error(`No such state: ${JSON.stringify(state)}`);
}
