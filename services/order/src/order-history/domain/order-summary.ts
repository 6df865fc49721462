import type { Money } from '@ftgo/money';

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
  readonly quantity: number;
}

/** What its order service told when it was placed. */
export interface Placed {
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly lineItems: readonly LineItem[];
  readonly orderTotal: Money;
  readonly createdAt: Date;
  readonly deliveryTime?: Date;
}

/**
 * An order as the history shows it: what several services have told of it so far. What one of them tells may arrive before what
 * another told earlier, so each part stands for itself and any of them may be missing. Nor does a part go back: what arrives after
 * something that it led to is old news.
 */
export interface OrderSummary extends Partial<Placed> {
  readonly state?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly stage?: Stage;
  /** The saga that gave it its lines; none: those that it was placed with. */
  readonly revision?: string;
  /** As it was called when the order was placed, or when we first heard of it. */
  readonly restaurantName?: string;
  readonly ticketState?: string;
  readonly readyBy?: Date;
  readonly deliveryState?: string;
}

export type ShownOrder = OrderSummary & Placed;

type Known = OrderSummary | undefined;

/** How far an order has come; a later one sorts behind an earlier one. Ids of sagas do so by themselves: they are UUIDv7. */
export type Stage = '0 placed' | '1 approved' | `2 ${string} ${'begun' | 'ended'}` | '3 final';

/** An order can be shown from then on. */
export function placed(order: Known, details: Placed, restaurantName: string | undefined): OrderSummary {
  const lines = order?.revision === undefined ? details : { ...details, lineItems: order.lineItems!, orderTotal: order.orderTotal! };
  return { ...became({ ...order, restaurantName }, '0 placed', 'APPROVAL_PENDING'), ...lines };
}

/** What the order has become; a reason that it had before is of the past. */
export function became(order: Known, stage: Stage, state: string, outcome: { reason?: string; detail?: string } = {}): OrderSummary {
  const { reason: _, detail: __, ...rest } = order ?? {};
  return order?.stage !== undefined && order.stage > stage ? order : { ...rest, ...outcome, stage, state };
}

export function revised(order: Known, revision: string, { lineItems, orderTotal }: Pick<Placed, 'lineItems' | 'orderTotal'>): OrderSummary {
  const after = became(order, `2 ${revision} ended`, 'APPROVED');
  return order?.revision !== undefined && order.revision > revision ? after : { ...after, revision, lineItems, orderTotal };
}

const TICKETS = ['AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP', 'PICKED_UP', 'REJECTED', 'CANCELLED'] as const;
export type TicketState = (typeof TICKETS)[number];

/** @param readyBy what was promised before stands where nothing new is */
export function ticketBecame(order: Known, ticketState: TicketState, readyBy = order?.readyBy): OrderSummary {
  const known = order?.ticketState as TicketState | undefined;
  const isOld = known !== undefined && TICKETS.indexOf(known) > TICKETS.indexOf(ticketState);
  return { ...order, ticketState: isOld ? known : ticketState, readyBy };
}

/** A courier may drop out and another one take over; nothing else goes back. */
const DELIVERIES = [['PENDING'], ['SCHEDULED', 'UNSCHEDULED'], ['PICKED_UP'], ['DELIVERED'], ['FAILED'], ['CANCELLED']] as const;
export type DeliveryState = (typeof DELIVERIES)[number][number];

export function deliveryBecame(order: Known, deliveryState: DeliveryState): OrderSummary {
  const place = (state: string | undefined): number => DELIVERIES.findIndex((states) => (states as readonly (string | undefined)[]).includes(state));
  return place(order?.deliveryState) > place(deliveryState) ? order! : { ...order, deliveryState };
}

/** Its restaurant was heard of after it. */
export const named = (order: Known, restaurantName: string | undefined): Known =>
  order && order.restaurantName === undefined && restaurantName !== undefined ? { ...order, restaurantName } : order;
