import type { MessageCause } from '@ftgo/write-path';
import type { OrderSummary, Placed } from './order-summary.ts';

/** An order in one generation of the history's rows. */
export interface HistoryPlace {
  readonly generation: number;
  readonly orderId: string;
}

/** Where the history's rows are kept: each message has its effect on its row once. */
export abstract class OrderHistory {
  /** With the name of its restaurant, if that is known. */
  abstract place(place: HistoryPlace, details: Placed, cause: MessageCause): Promise<void>;
  abstract change(place: HistoryPlace, change: (order: OrderSummary | undefined) => OrderSummary, cause: MessageCause): Promise<void>;
  abstract nameRestaurant(generation: number, restaurantId: string, name: string, cause: MessageCause): Promise<void>;
  /** Gives orders that were heard of before their restaurant its name. @returns whether there may be more of them */
  abstract complete(generation: number): Promise<boolean>;
}
