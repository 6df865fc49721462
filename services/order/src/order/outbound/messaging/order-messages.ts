import { type OutgoingMessage, message } from '@ftgo/envelope';
import { orderEvents } from '@ftgo/order-api';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { LineItem } from '../../domain/order.ts';

/** The order module's events in the published language. */
export function messageOf(event: OrderEvent): OutgoingMessage {
  const { id: orderId, consumerId, restaurantId } = event.order;
  switch (event.type) {
    case 'OrderCreated': {
      const { lineItems, orderTotal, deliveryAddress, deliveryTime, createdAt } = event.order;
      return message(orderEvents.OrderCreated, orderId, {
        orderId,
        consumerId,
        restaurantId,
        lineItems: lineItems as LineItem[],
        orderTotal,
        deliveryAddress,
        deliveryTime,
        createdAt,
      });
    }
    case 'OrderApproved': {
      const { deliveryAddress, deliveryTime } = event.order;
      return message(orderEvents.OrderApproved, orderId, { orderId, consumerId, restaurantId, deliveryAddress, deliveryTime });
    }
    case 'OrderRejected': {
      const { reason, detail } = event.order;
      return message(orderEvents.OrderRejected, orderId, { orderId, consumerId, restaurantId, reason, detail });
    }
    case 'OrderCancelled': {
      const { reason, detail } = event.order;
      return message(orderEvents.OrderCancelled, orderId, { orderId, consumerId, restaurantId, reason, detail });
    }
  }
}
