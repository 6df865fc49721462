import { type Money, sum, times } from '@ftgo/money';
import { Refusal } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import type { Menu } from './menu.ts';
import type { OrderEvent } from './order-event.ts';

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
  readonly quantity: number;
}

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

interface OrderDetails {
  readonly id: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly lineItems: readonly LineItem[];
  readonly orderTotal: Money;
  readonly deliveryAddress: Address;
  /** Absent: as soon as possible. */
  readonly deliveryTime?: Date;
  readonly createdAt: Date;
}

export interface Outcome {
  /** Stable, in capitals. */
  readonly reason: string;
  readonly detail: string;
}

export type PendingOrder = OrderDetails & { readonly state: 'APPROVAL_PENDING'; readonly dueAt: Date };
export type ApprovedOrder = OrderDetails & { readonly state: 'APPROVED' };
export type RejectedOrder = OrderDetails & { readonly state: 'REJECTED' } & Outcome;
export type CancelledOrder = OrderDetails & { readonly state: 'CANCELLED' } & Outcome;
export type Order = PendingOrder | ApprovedOrder | RejectedOrder | CancelledOrder;
export type OrderState = Order['state'];

export interface OrderRequest {
  readonly restaurantId: string;
  readonly lineItems: readonly { readonly menuItemId: string; readonly quantity: number }[];
  readonly deliveryAddress: Address;
  readonly deliveryTime?: Date;
}

export const MAX_QUANTITY = 100;
export const MAX_LINE_ITEMS = 50;

const unchanged = <S extends Order | undefined>(state: S): Decided<S, OrderEvent> => ({ state, events: [] });

/**
 * A new order, priced by the menu as the order service knows it; the kitchen has the last word on it.
 *
 * @throws Refusal that names the field of the request.
 */
export function place(
  { restaurantId, lineItems, deliveryAddress, deliveryTime }: OrderRequest,
  menu: Menu | undefined,
  { id, consumerId, now, dueAt }: { id: string; consumerId: string; now: Date; dueAt: Date },
): Decided<PendingOrder, OrderEvent> {
  if (!menu) throw new Refusal('unprocessable', 'RESTAURANT_NOT_FOUND', `There is no restaurant ${restaurantId}`, '/restaurantId');
  if (deliveryTime && deliveryTime < now) {
    throw new Refusal('unprocessable', 'DELIVERY_TIME_PASSED', 'The delivery time lies in the past', '/deliveryTime');
  }
  const priced = price(lineItems, menu);
  const orderTotal = sum(
    priced.map(({ price, quantity }) => times(price, quantity)),
    priced[0]!.price.currency,
  );
  const order: PendingOrder = {
    id,
    consumerId,
    restaurantId,
    lineItems: priced,
    orderTotal,
    deliveryAddress,
    ...(deliveryTime && { deliveryTime }),
    createdAt: now,
    state: 'APPROVAL_PENDING',
    dueAt,
  };
  return { state: order, events: [{ type: 'OrderCreated', order }] };
}

function price(lineItems: OrderRequest['lineItems'], menu: Menu): LineItem[] {
  if (lineItems.length < 1 || lineItems.length > MAX_LINE_ITEMS) {
    throw new Refusal('invalid', 'LINE_ITEMS_OUT_OF_RANGE', `An order has 1 to ${MAX_LINE_ITEMS} line items`, '/lineItems');
  }
  const seen = new Set<string>();
  return lineItems.map(({ menuItemId, quantity }, index) => {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      throw new Refusal('invalid', 'QUANTITY_OUT_OF_RANGE', `A quantity is 1 to ${MAX_QUANTITY}`, `/lineItems/${index}/quantity`);
    }
    const field = `/lineItems/${index}/menuItemId`;
    const item = menu.items.get(menuItemId);
    if (!item) throw new Refusal('unprocessable', 'ITEM_NOT_ON_MENU', `${menuItemId} is not on the restaurant's menu`, field);
    if (seen.has(menuItemId)) throw new Refusal('invalid', 'ITEM_TWICE', `${menuItemId} stands in two line items`, field);
    seen.add(menuItemId);
    return { menuItemId, name: item.name, price: item.price, quantity };
  });
}

/** The amount is held: the last thing that an order waits for. */
export function approve(order: Order | undefined): Decided<Order | undefined, OrderEvent> {
  switch (order?.state) {
    case 'APPROVAL_PENDING': {
      const { dueAt: _, ...details } = order;
      const approved: ApprovedOrder = { ...details, state: 'APPROVED' };
      return { state: approved, events: [{ type: 'OrderApproved', order: approved }] };
    }
    case 'APPROVED':
    case 'REJECTED': // the hold is released by whoever hears OrderRejected
    case 'CANCELLED':
    case undefined: // an order of another time: not ours
      return unchanged(order);
    default:
      return never(order);
  }
}

/** Someone who takes part said no. */
export function reject(order: Order | undefined, outcome: Outcome): Decided<Order | undefined, OrderEvent> {
  switch (order?.state) {
    case 'APPROVAL_PENDING':
      return rejected(order, outcome);
    case 'APPROVED': // approval needs everyone's yes: a later no is a repetition of something settled
    case 'REJECTED':
    case 'CANCELLED':
    case undefined:
      return unchanged(order);
    default:
      return never(order);
  }
}

/** The restaurant will not cook it, as it says in its own words. */
export function turnAway(order: Order | undefined, detail: string): Decided<Order | undefined, OrderEvent> {
  switch (order?.state) {
    case 'APPROVAL_PENDING': // the restaurant sees approved orders only: news of the approval is on its way here
      return rejected(order, { reason: 'REJECTED_BY_RESTAURANT', detail });
    case 'APPROVED': {
      const cancelled: CancelledOrder = { ...order, state: 'CANCELLED', reason: 'BY_RESTAURANT', detail };
      return { state: cancelled, events: [{ type: 'OrderCancelled', order: cancelled }] };
    }
    case 'REJECTED':
    case 'CANCELLED':
    case undefined:
      return unchanged(order);
    default:
      return never(order);
  }
}

/** Nobody may wait for ever: what is still pending at its deadline is rejected. */
export function expire(order: Order | undefined, now: Date): Decided<Order | undefined, OrderEvent> {
  if (order?.state !== 'APPROVAL_PENDING' || order.dueAt > now) return unchanged(order);
  return rejected(order, {
    reason: 'CREATION_DEADLINE_PASSED',
    detail: `The order was not approved by ${order.dueAt.toISOString()}`,
  });
}

/**
 * The consumer's wish. On a final order the outcome stands and is repeated.
 *
 * @throws Refusal `ORDER_ALREADY_APPROVED`.
 */
export function cancel(order: Order): Decided<Order, OrderEvent> {
  switch (order.state) {
    case 'APPROVAL_PENDING':
      return rejected(order, { reason: 'CANCELLED_BY_CONSUMER', detail: 'The consumer cancelled the order while it was pending' });
    case 'APPROVED':
      throw new Refusal('conflict', 'ORDER_ALREADY_APPROVED', 'The order is approved and can no longer be cancelled');
    case 'REJECTED':
    case 'CANCELLED':
      return unchanged(order);
    default:
      return never(order);
  }
}

function rejected(order: PendingOrder, outcome: Outcome): Decided<RejectedOrder, OrderEvent> {
  const { dueAt: _, ...details } = order;
  const state: RejectedOrder = { ...details, ...outcome, state: 'REJECTED' };
  return { state, events: [{ type: 'OrderRejected', order: state }] };
}

/** No more changes will come. */
export const isFinal = ({ state }: Order): boolean => state === 'REJECTED' || state === 'CANCELLED';

function never(order: never): never {
  throw new Error(`No such state: ${JSON.stringify(order)}`);
}
