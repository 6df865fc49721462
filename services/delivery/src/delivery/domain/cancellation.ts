import { type Delivery, unreachable } from './delivery.ts';
import { DeliveryPickedUpAlready } from './delivery-errors.ts';
import type { DeliveryEvent } from './delivery-event.ts';
import { cancelDelivery } from './order-fate.ts';

/**
 * Nobody picks the order up until it is known whether it is cancelled, also where word of its approval is still to come.
 * What is dead already is fine with the saga.
 *
 * @throws DeliveryPickedUpAlready
 */
export function beginCancel(delivery: Delivery | undefined, orderId: string): readonly DeliveryEvent[] {
  switch (delivery?.stage) {
    case undefined:
    case 'EXPECTED':
    case 'PENDING':
    case 'OFFERED':
    case 'SCHEDULED':
      return delivery?.isCancelPending ? [] : [{ type: 'CancelBegun', orderId }];
    case 'PICKED_UP':
    case 'DELIVERED':
      throw new DeliveryPickedUpAlready(orderId);
    case 'CANCELLED':
    case 'FAILED':
      return [];
    default:
      return unreachable(delivery!.stage as never);
  }
}

/** The order is not cancelled after all, and the delivery goes on from where it was. */
export function undoBeginCancel(delivery: Delivery | undefined, orderId: string): readonly DeliveryEvent[] {
  return delivery?.isCancelPending ? [{ type: 'CancelUndone', orderId }] : [];
}

/** The order is cancelled: legal in every state, for the saga is past its pivot. */
export const confirmCancel = (delivery: Delivery | undefined, orderId: string): readonly DeliveryEvent[] => cancelDelivery(delivery, { orderId });
