import type { Delivery } from '../../domain/delivery.ts';

/** A delivery as a query finds it. */
export interface DeliveryAsKept {
  readonly delivery: Delivery;
  readonly version: number;
}

/** What is known of deliveries, for queries. */
export abstract class DeliveryView {
  abstract find(orderId: string): Promise<DeliveryAsKept | undefined>;
  abstract countByState(): Promise<readonly { readonly state: string; readonly deliveries: number }[]>;
}
