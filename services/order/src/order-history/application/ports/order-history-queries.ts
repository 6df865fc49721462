import type { ShownOrder } from '../../domain/order-summary.ts';

export interface HistoryFilter {
  readonly consumerId?: string;
  readonly restaurantId?: string;
  readonly state?: string;
  /** Placed then or later. */
  readonly from?: Date;
  /** Placed before then. */
  readonly to?: Date;
  /** As people type it: words, "phrases", -not, or. */
  readonly q?: string;
}

export interface HistoryPage {
  readonly orders: readonly ({ readonly orderId: string } & ShownOrder)[];
  /** Absent on the last page. */
  readonly nextAfter?: string;
}

export abstract class OrderHistoryQueries {
  /** Newest first. */
  abstract list(filter: HistoryFilter, limit: number, after?: string): Promise<HistoryPage>;
}
