import { type ApprovedOrder, type Delivery, type OrderRef, unreachable } from './delivery.ts';
import type { DeliveryEvent } from './delivery-event.ts';

/** The order is approved: somebody will have to bring it. */
export function createDelivery(delivery: Delivery | undefined, order: ApprovedOrder): readonly DeliveryEvent[] {
  const isNews = delivery === undefined || delivery.stage === 'EXPECTED';
  return isNews ? [{ type: 'DeliveryCreated', ...placeOf(order) }] : [];
}

/** The order is rejected or cancelled: legal in every state, also before there is a delivery. What was delivered stays so. */
export function cancelDelivery(delivery: Delivery | undefined, order: Pick<OrderRef, 'orderId'> & Partial<OrderRef>): readonly DeliveryEvent[] {
  switch (delivery?.stage) {
    case undefined:
    case 'EXPECTED':
    case 'PENDING':
    case 'OFFERED':
    case 'SCHEDULED':
    case 'PICKED_UP': {
      const { orderId, consumerId, restaurantId } = order;
      const offerId = delivery?.offer?.offerId;
      const known = delivery?.consumerId === undefined && { consumerId, restaurantId };
      return [{ type: 'DeliveryCancelled', orderId, ...known, ...(offerId && { offerId }) }];
    }
    case 'DELIVERED':
    case 'CANCELLED':
    case 'FAILED':
      return [];
    default:
      return unreachable(delivery!.stage as never);
  }
}

const placeOf = ({ orderId, consumerId, restaurantId, deliveryAddress, deliveryTime }: ApprovedOrder): ApprovedOrder => ({
  orderId,
  consumerId,
  restaurantId,
  deliveryAddress,
  ...(deliveryTime && { deliveryTime }),
});
