import type { Money } from '@ftgo/money';

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string;
  /** As the consumer saw it. */
  readonly price: Money;
  readonly quantity: number;
}

/** The order a ticket is for: its id is the ticket's. */
export interface Order {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly lineItems: readonly LineItem[];
  /** When the consumer wants the food; undefined: as soon as possible. */
  readonly deliveryTime: Date | undefined;
  readonly placedAt: Date;
}

/** What every message about an order says of it. */
export type OrderIds = Pick<Order, 'orderId' | 'consumerId' | 'restaurantId'>;
