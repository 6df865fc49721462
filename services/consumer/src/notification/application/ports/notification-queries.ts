import type { Notification } from '../../domain/notification.ts';

export interface NotificationPage {
  readonly notifications: readonly Notification[];
  /** Absent on the last page. */
  readonly nextAfter?: number;
}

/** Reads of notifications; none of them changes anything. */
export abstract class NotificationQueries {
  /** Newest first, those below the number `after`. */
  abstract list(consumerId: string, limit: number, after?: number): Promise<NotificationPage>;
  /** Oldest first, those above the number. */
  abstract since(consumerId: string, number: number, limit: number): Promise<readonly Notification[]>;
  /** The last number of each consumer who has any. */
  abstract lastNumbers(consumerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Who was told of this order before. */
  abstract consumerOf(orderId: string): Promise<string | undefined>;
  /** Ids of notifications whose mail is due, the longest overdue first; of an order only the earliest that is not settled. */
  abstract dueMails(now: Date, limit: number): Promise<readonly string[]>;
}
