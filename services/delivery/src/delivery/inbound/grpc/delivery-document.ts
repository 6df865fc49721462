import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { DeliveryAsKept } from '../../application/ports/delivery-view.ts';

export const documentOf = ({ delivery, version }: DeliveryAsKept): DeliveryGrpc.Delivery => ({
  orderId: delivery.orderId,
  consumerId: delivery.consumerId,
  restaurantId: delivery.restaurantId,
  state: delivery.state,
  deliveryAddress: delivery.deliveryAddress,
  version,
});
