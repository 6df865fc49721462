import type { Place } from '../../courier/domain/place.ts';
import type { Trip } from '../../courier/domain/trip.ts';
import type { Delivery } from '../../delivery/domain/delivery.ts';

/** What happened to a delivery that came to the door, as far as it is its courier's work. @throws TypeError for any other */
export function tripOf(delivery: Delivery | undefined): Trip {
  const { stage, orderId, assignment, pickUpAddress, deliveryAddress, pickedUpAt, deliveredAt, deliveryTime } = delivery ?? {};
  if (stage !== 'DELIVERED' || !orderId || !assignment || !pickUpAddress || !deliveryAddress || !pickedUpAt || !deliveredAt) {
    throw new TypeError(`nobody brought the delivery ${orderId ?? 'that is not there'} to the door`);
  }
  const expectedAt = deliveryTime && deliveryTime > assignment.deliverAt ? deliveryTime : assignment.deliverAt;
  return { orderId, courierId: assignment.courierId, from: placeOf(pickUpAddress), to: placeOf(deliveryAddress), pickedUpAt, deliveredAt, expectedAt };
}

const placeOf = ({ lat, lng }: Place): Place => ({ lat, lng });
