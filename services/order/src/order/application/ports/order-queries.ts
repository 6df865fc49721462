import type { Order } from '../../domain/order.ts';

export interface OrderPage {
  readonly orders: readonly VersionedOrder[];
  /** Absent on the last page. */
  readonly nextAfter?: string;
}

export type VersionedOrder = Order & { readonly version: number };

export interface OrderBooks {
  readonly byState: readonly { readonly state: string; readonly orders: number; readonly amount: number; readonly currency: string }[];
  readonly oldestPending?: Date;
  /** As this instance's relay knows. */
  readonly outboxUnsent: number;
  readonly deadLetters: number;
}

/** Reads of orders; none of them changes anything. */
export abstract class OrderQueries {
  abstract find(orderId: string): Promise<VersionedOrder | undefined>;
  /** Newest first. */
  abstract list(filter: { consumerId?: string; restaurantId?: string; state?: string }, limit: number, after?: string): Promise<OrderPage>;
  /** Ids of pending orders whose deadline has come, the longest overdue first. */
  abstract due(now: Date, limit: number): Promise<string[]>;
  abstract books(): Promise<OrderBooks>;
}
