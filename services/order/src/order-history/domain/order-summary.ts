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
 * another told earlier, so each part stands for itself and any of them may be missing.
 */
export interface OrderSummary extends Partial<Placed> {
  readonly state?: string;
  readonly reason?: string;
  readonly detail?: string;
  /** As it was called when the order was placed, or when we first heard of it. */
  readonly restaurantName?: string;
  readonly ticketState?: string;
  readonly readyBy?: Date;
  readonly deliveryState?: string;
}

export type ShownOrder = OrderSummary & Placed;

type Known = OrderSummary | undefined;

/** An order can be shown from then on. */
export const placed = (order: Known, details: Placed, restaurantName: string | undefined): OrderSummary => ({
  ...order,
  ...details,
  state: 'APPROVAL_PENDING',
  restaurantName,
});

/** What the order has become; a reason that it had before is of the past. */
export function became(order: Known, state: string, outcome: { reason?: string; detail?: string } = {}): OrderSummary {
  const { reason: _, detail: __, ...rest } = order ?? {};
  return { ...rest, ...outcome, state };
}

export const revised = (order: Known, { lineItems, orderTotal }: Pick<Placed, 'lineItems' | 'orderTotal'>): OrderSummary => ({
  ...became(order, 'APPROVED'),
  lineItems,
  orderTotal,
});

/** @param readyBy what was promised before stands where nothing new is */
export const ticketBecame = (order: Known, ticketState: string, readyBy = order?.readyBy): OrderSummary => ({ ...order, ticketState, readyBy });

export const deliveryBecame = (order: Known, deliveryState: string): OrderSummary => ({ ...order, deliveryState });

/** Its restaurant was heard of after it. */
export const named = (order: Known, restaurantName: string | undefined): Known =>
  order && order.restaurantName === undefined && restaurantName !== undefined ? { ...order, restaurantName } : order;
