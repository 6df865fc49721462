import type { Delivery } from './delivery.ts';
import { DeliveryIsBeingCancelled, DeliveryNotFound, WrongDeliveryState } from './delivery-errors.ts';
import type { DeliveryEvent } from './delivery-event.ts';

/**
 * The courier has the food. Again, it changes nothing.
 *
 * @throws DeliveryNotFound to whoever does not have it in their plan; WrongDeliveryState; DeliveryIsBeingCancelled
 */
export function pickUp(delivery: Delivery | undefined, orderId: string, courierId: string, now: Date): readonly DeliveryEvent[] {
  const { stage, isCancelPending, restaurantId } = theirs(delivery, orderId, courierId);
  if (stage === 'PICKED_UP' || stage === 'DELIVERED') return [];
  if (stage !== 'SCHEDULED') throw new WrongDeliveryState(orderId, stage);
  if (isCancelPending) throw new DeliveryIsBeingCancelled(orderId);
  return [{ type: 'DeliveryPickedUp', orderId, restaurantId: restaurantId!, courierId, at: now }];
}

/**
 * The consumer has the food. Again, it changes nothing.
 *
 * @throws DeliveryNotFound to whoever does not have it in their plan; WrongDeliveryState
 */
export function deliver(delivery: Delivery | undefined, orderId: string, courierId: string, now: Date): readonly DeliveryEvent[] {
  const { stage } = theirs(delivery, orderId, courierId);
  if (stage === 'DELIVERED') return [];
  if (stage !== 'PICKED_UP') throw new WrongDeliveryState(orderId, stage);
  return [{ type: 'DeliveryDelivered', orderId, courierId, at: now }];
}

/** Derived from where the courier is: about to arrive. Told once. */
export function comeNear(delivery: Delivery | undefined, courierId: string): readonly DeliveryEvent[] {
  if (delivery?.stage !== 'PICKED_UP' || delivery.isNear || delivery.assignment?.courierId !== courierId) return [];
  return [{ type: 'DeliveryNear', orderId: delivery.orderId, courierId }];
}

/** The courier drops out: what they have not picked up yet is somebody else's. */
export function unschedule(delivery: Delivery | undefined, courierId: string): readonly DeliveryEvent[] {
  if (delivery?.stage !== 'SCHEDULED' || delivery.assignment?.courierId !== courierId) return [];
  return [{ type: 'DeliveryUnscheduled', orderId: delivery.orderId, courierId }];
}

function theirs(delivery: Delivery | undefined, orderId: string, courierId: string): Delivery {
  if (delivery?.assignment?.courierId !== courierId) throw new DeliveryNotFound(orderId);
  return delivery;
}
