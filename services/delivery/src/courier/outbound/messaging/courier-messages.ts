import { courierEvents, deliveryReplies } from '@ftgo/delivery-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { CourierEvent } from '../../domain/courier-event.ts';
import type { OfferAnswer } from '../../domain/courier-repository.ts';

/** What the world hears of a courier, keyed by the courier's id. */
export function courierMessage(event: CourierEvent): OutgoingMessage {
  const { courierId } = event;
  switch (event.type) {
    case 'CourierCreated':
      return message(courierEvents.CourierCreated, courierId, { courierId, name: event.name });
    case 'CourierAvailabilityChanged':
      return message(courierEvents.CourierAvailabilityChanged, courierId, { courierId, available: event.available });
  }
}

/** The answer to an offer, on the channel of the replies, keyed by the order's id. */
export function answerMessage({ orderId, offerId, courierId, accepted, addedTravelSeconds, addedLatenessSeconds }: OfferAnswer): OutgoingMessage {
  if (!accepted) return message(deliveryReplies.OfferDeclined, orderId, { orderId, offerId, courierId });
  return message(deliveryReplies.OfferAccepted, orderId, { orderId, offerId, courierId, addedTravelSeconds, addedLatenessSeconds });
}
