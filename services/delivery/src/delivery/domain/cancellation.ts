import { NotYet } from '@ftgo/refusals';
import type { Decided } from '@ftgo/write-path';
import { type Delivery, cancelled, unchanged, unreachable } from './delivery.ts';
import type { DeliveryEvent } from './delivery-event.ts';

/**
 * Nobody picks the order up until it is known whether it is cancelled. What is cancelled already is fine with the saga.
 *
 * @throws NotYet where word of the order's approval is still to come.
 */
export function beginCancel(delivery: Delivery | undefined, orderId: string): Decided<Delivery, DeliveryEvent> {
  switch (delivery?.state) {
    case undefined:
      throw new NotYet(`the approval of the order ${orderId} has not come yet`);
    case 'PENDING':
      return { state: { ...delivery, state: 'CANCEL_PENDING' }, events: [] };
    case 'CANCEL_PENDING':
    case 'CANCELLED':
      return unchanged(delivery);
    default:
      return unreachable(delivery);
  }
}

/** The order is not cancelled after all. */
export function undoBeginCancel(delivery: Delivery | undefined, orderId: string): Decided<Delivery, DeliveryEvent> {
  switch (delivery?.state) {
    case undefined:
      throw neverBegun(orderId);
    case 'CANCEL_PENDING':
      return { state: { ...delivery, state: 'PENDING' }, events: [] };
    case 'PENDING':
    case 'CANCELLED':
      return unchanged(delivery);
    default:
      return unreachable(delivery);
  }
}

/** The order is cancelled: legal in every state, for the saga is past its pivot. */
export function confirmCancel(delivery: Delivery | undefined, orderId: string): Decided<Delivery, DeliveryEvent> {
  switch (delivery?.state) {
    case undefined:
      throw neverBegun(orderId);
    case 'PENDING':
    case 'CANCEL_PENDING':
      return cancelled({ ...delivery, state: 'CANCELLED' });
    case 'CANCELLED':
      return unchanged(delivery);
    default:
      return unreachable(delivery);
  }
}

const neverBegun = (orderId: string): Error => new Error(`a cancel of the order ${orderId} goes on here that never began`);
