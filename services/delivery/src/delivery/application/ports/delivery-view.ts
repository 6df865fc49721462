import type { Delivery } from '../../domain/delivery.ts';

/** A delivery as a query finds it. */
export interface DeliveryAsKept {
  readonly delivery: Delivery;
  readonly version: number;
}

export interface DeliveryBooks {
  readonly byState: readonly { readonly state: string; readonly deliveries: number }[];
  readonly deadLetters: number;
}

/** What is known of deliveries, for queries. */
export abstract class DeliveryView {
  abstract find(orderId: string): Promise<DeliveryAsKept | undefined>;
  abstract books(): Promise<DeliveryBooks>;
}
