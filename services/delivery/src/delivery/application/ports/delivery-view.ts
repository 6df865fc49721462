import type { OpenOffer } from '../../domain/delivery.ts';
import type { DeliveryAsKept } from '../../domain/delivery-repository.ts';

/** One thing that happened to a delivery. */
export interface DeliveryHistoryEntry {
  readonly version: number;
  readonly type: string;
  readonly at: Date;
  readonly data: object;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** A delivery that a timer has something to do about. */
export interface DueDelivery {
  readonly orderId: string;
  /** Of one whose window has ended. */
  readonly offer?: OpenOffer;
}

export interface DeliveryBooks {
  readonly byState: readonly { readonly state: string; readonly deliveries: number }[];
  readonly deadLetters: number;
}

/** What is known of deliveries, for queries and timers. */
export abstract class DeliveryView {
  /** @param at as it was then; now, unless told */
  abstract find(orderId: string, at?: Date): Promise<DeliveryAsKept | undefined>;
  /** It after each thing that happened since that version, and at least as it is. */
  abstract versions(orderId: string, after: number): Promise<readonly DeliveryAsKept[]>;
  abstract history(orderId: string): Promise<readonly DeliveryHistoryEntry[]>;
  /** Offers that have ended, and deliveries whose time is over, the first first. */
  abstract due(now: Date, most: number): Promise<readonly DueDelivery[]>;
  /**
   * Deliveries that nobody has taken, while there are couriers with room: where one became free since they were offered last, or that
   * was before `askedBefore`. Those whose last offer is longest ago first, and no more than there is room for.
   */
  abstract queued(askedBefore: Date, capacity: number): Promise<readonly { readonly orderId: string; readonly restaurantId: string }[]>;
  abstract openOffer(orderId: string): Promise<OpenOffer | undefined>;
  /** The first to close first. */
  abstract openOffers(now: Date, most: number): Promise<readonly (OpenOffer & { readonly orderId: string })[]>;
  abstract books(): Promise<DeliveryBooks>;
}
