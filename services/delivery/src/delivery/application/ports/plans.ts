import type { TimerCause, MessageCause } from '@ftgo/write-path';
import type { Courier } from '../../../courier/domain/courier.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';

/** What is decided about a delivery, and the courier who has it in their plan from now on, if anybody. */
export interface Assigning {
  readonly events: readonly DeliveryEvent[];
  readonly courier?: Courier;
}

/** Where deliveries and couriers' plans change together, in one commit. */
export abstract class Plans {
  abstract assign(orderId: string, courierIds: readonly string[], change: (delivery: Delivery | undefined, couriers: readonly Courier[]) => Assigning, cause: TimerCause): Promise<void>;

  /** A courier who is off duty drops out of all that they have not picked up. */
  abstract dropOut(courierId: string, change: (delivery: Delivery | undefined) => readonly DeliveryEvent[], cause: MessageCause): Promise<void>;
}
