import { Refusal } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import { type PricedLines, type RequestedLineItem, price } from './line-items.ts';
import type { Menu } from './menu.ts';
import type { OrderEvent } from './order-event.ts';
import type { Outcome } from './outcome.ts';
import type { EndedSaga, Saga } from './saga/saga.ts';

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

interface OrderDetails extends PricedLines {
  readonly id: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly deliveryAddress: Address;
  /** Absent: as soon as possible. */
  readonly deliveryTime?: Date;
  readonly createdAt: Date;
}

/** What was once approved tells of the last attempt to change it. */
interface Approved extends OrderDetails {
  readonly lastSaga?: EndedSaga;
}

export type PendingOrder = OrderDetails & { readonly state: 'APPROVAL_PENDING'; readonly dueAt: Date };
export type RejectedOrder = OrderDetails & { readonly state: 'REJECTED' } & Outcome;
export type ApprovedOrder = Approved & { readonly state: 'APPROVED' };
/** Locked by its saga: nothing else may change it until that is over. */
export type CancellingOrder = OrderDetails & { readonly state: 'CANCEL_PENDING'; readonly saga: Saga };
export type RevisingOrder = OrderDetails & { readonly state: 'REVISION_PENDING'; readonly saga: Saga; readonly revision: PricedLines };
export type LockedOrder = CancellingOrder | RevisingOrder;
export type CancelledOrder = Approved & { readonly state: 'CANCELLED' } & Outcome;
export type DeliveredOrder = Approved & { readonly state: 'DELIVERED' };
export type Order = PendingOrder | RejectedOrder | ApprovedOrder | LockedOrder | CancelledOrder | DeliveredOrder;
export type OrderState = Order['state'];

export type Changed<S extends Order | undefined = Order | undefined> = Decided<S, OrderEvent>;

export interface OrderRequest {
  readonly restaurantId: string;
  readonly lineItems: readonly RequestedLineItem[];
  readonly deliveryAddress: Address;
  readonly deliveryTime?: Date;
}

export const unchanged = <S extends Order | undefined>(state: S): Changed<S> => ({ state, events: [] });

/**
 * A new order, priced by the menu as the order service knows it; the kitchen has the last word on it.
 *
 * @throws Refusal that names the field of the request.
 */
export function place(
  { restaurantId, lineItems, deliveryAddress, deliveryTime }: OrderRequest,
  menu: Menu | undefined,
  { id, consumerId, now, dueAt }: { id: string; consumerId: string; now: Date; dueAt: Date },
): Changed<PendingOrder> {
  if (deliveryTime && deliveryTime < now) {
    throw new Refusal('unprocessable', 'DELIVERY_TIME_PASSED', 'The delivery time lies in the past', '/deliveryTime');
  }
  const order: PendingOrder = {
    id,
    consumerId,
    restaurantId,
    ...price(lineItems, restaurantId, menu),
    deliveryAddress,
    ...(deliveryTime && { deliveryTime }),
    createdAt: now,
    state: 'APPROVAL_PENDING',
    dueAt,
  };
  return { state: order, events: [{ type: 'OrderCreated', order }] };
}

/** The amount is held: the last thing that an order waits for. */
export function approve(order: Order | undefined): Changed {
  // In any other state it is a repetition of something settled; a hold that nobody wants is released by whoever hears OrderRejected.
  if (order?.state !== 'APPROVAL_PENDING') return unchanged(order);
  const { dueAt: _, ...details } = order;
  const approved: ApprovedOrder = { ...details, state: 'APPROVED' };
  return { state: approved, events: [{ type: 'OrderApproved', order: approved }] };
}

/** Someone who takes part said no. */
export function reject(order: Order | undefined, outcome: Outcome): Changed {
  // Approval needs everyone's yes: a later no is a repetition of something settled.
  return order?.state === 'APPROVAL_PENDING' ? rejected(order, outcome) : unchanged(order);
}

/** Nobody may wait for ever: what is still pending at its deadline is rejected. */
export function expire(order: Order | undefined, now: Date): Changed {
  if (order?.state !== 'APPROVAL_PENDING' || order.dueAt > now) return unchanged(order);
  return rejected(order, {
    reason: 'CREATION_DEADLINE_PASSED',
    detail: `The order was not approved by ${order.dueAt.toISOString()}`,
  });
}

export function rejected(order: PendingOrder, outcome: Outcome): Changed<RejectedOrder> {
  const { dueAt: _, ...details } = order;
  const state: RejectedOrder = { ...details, ...outcome, state: 'REJECTED' };
  return { state, events: [{ type: 'OrderRejected', order: state }] };
}

export const isLocked = (order: Order | undefined): order is LockedOrder =>
  order?.state === 'CANCEL_PENDING' || order?.state === 'REVISION_PENDING';

const final: readonly OrderState[] = ['REJECTED', 'CANCELLED', 'DELIVERED'];

/** No more changes will come. */
export const isFinal = ({ state }: Order): boolean => final.includes(state);
