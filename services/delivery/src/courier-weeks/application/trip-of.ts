import { PassingFault } from '@ftgo/write-path';
import type { Place } from '../../courier/domain/place.ts';
import type { Trip } from '../../courier/domain/trip.ts';
import type { Delivery } from '../../delivery/domain/delivery.ts';

/**
 * What happened to a delivery that came to the door, as far as it is its courier's work.
 *
 * @throws PassingFault for any other: what is told of it may be heard before it can be seen, since the log is read as a commit is
 *   written and others see it a moment later
 */
export function tripOf(delivery: Delivery | undefined): Trip {
  const { stage, orderId, assignment, pickUpAddress, deliveryAddress, pickedUpAt, deliveredAt, deliveryTime } = delivery ?? {};
  if (stage !== 'DELIVERED' || !orderId || !assignment || !pickUpAddress || !deliveryAddress || !pickedUpAt || !deliveredAt) {
    throw new PassingFault(`nobody has brought the delivery ${orderId ?? 'that is not there'} to the door so far`);
  }
  const expectedAt = deliveryTime && deliveryTime > assignment.deliverAt ? deliveryTime : assignment.deliverAt;
  return { orderId, courierId: assignment.courierId, from: placeOf(pickUpAddress), to: placeOf(deliveryAddress), pickedUpAt, deliveredAt, expectedAt };
}

const placeOf = ({ lat, lng }: Place): Place => ({ lat, lng });
