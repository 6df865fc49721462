import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { DeliveryAsSeen } from '../../application/get-delivery.ts';
import { stateOf } from '../../domain/delivery.ts';

export const documentOf = ({ delivery, version, position, pickUpAt, deliverAt }: DeliveryAsSeen): DeliveryGrpc.Delivery => ({
  orderId: delivery.orderId,
  consumerId: delivery.consumerId ?? '',
  restaurantId: delivery.restaurantId ?? '',
  state: stateOf(delivery),
  deliveryAddress: delivery.deliveryAddress,
  version,
  readyBy: delivery.readyBy,
  courierId: delivery.assignment?.courierId,
  pickUpAt,
  deliverAt,
  position: position && { lat: position.lat, lng: position.lng, at: position.at },
  near: delivery.isNear,
  failureReason: delivery.failureReason,
});
