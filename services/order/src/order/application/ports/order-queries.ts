import type { Order } from '../../domain/order.ts';

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
  /** Ids of pending orders whose deadline has come, the longest overdue first. */
  abstract due(now: Date, limit: number): Promise<string[]>;
  abstract books(): Promise<OrderBooks>;
}
