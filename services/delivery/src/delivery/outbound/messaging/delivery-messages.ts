import { deliveryEvents } from '@ftgo/delivery-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';

/** What the world hears of a delivery, keyed by the order's id. */
export function deliveryMessage(event: DeliveryEvent): OutgoingMessage {
  const { orderId } = event;
  switch (event.type) {
    case 'DeliveryCreated': {
      const { restaurantId, deliveryAddress } = event;
      return message(deliveryEvents.DeliveryCreated, orderId, { orderId, restaurantId, deliveryAddress });
    }
    case 'DeliveryCancelled':
      return message(deliveryEvents.DeliveryCancelled, orderId, { orderId });
  }
}
