import { deliveryEvents, deliveryOffers, deliveryReplies } from '@ftgo/delivery-api';
import { message, type OutgoingMessage } from '@ftgo/envelope';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';

const answersTo = deliveryReplies.OfferAccepted.channel;

/** What the world and the couriers hear of what happened to a delivery, keyed by the order's id. The rest is its own business. */
export function deliveryMessages(event: DeliveryEvent): OutgoingMessage[] {
  const { orderId } = event;
  switch (event.type) {
    case 'DeliveryCreated': {
      const { restaurantId, deliveryAddress } = event;
      return [message(deliveryEvents.DeliveryCreated, orderId, { orderId, restaurantId, deliveryAddress })];
    }
    case 'DeliveryOffered': {
      const { offerId, restaurantId, pickUpAddress, deliveryAddress, readyBy, closesAt } = event;
      const offer = message(deliveryOffers.DeliveryOffered, orderId, { orderId, offerId, restaurantId, pickUpAddress, deliveryAddress, readyBy, closesAt });
      return [{ ...offer, replyTo: answersTo }];
    }
    case 'OfferExpired':
      return [offerClosed(orderId, event.offerId)];
    case 'DeliveryScheduled': {
      const { offerId, courierId, pickUpAt, deliverAt } = event;
      return [message(deliveryEvents.DeliveryScheduled, orderId, { orderId, courierId, pickUpAt, deliverAt }), offerClosed(orderId, offerId, courierId)];
    }
    case 'DeliveryUnscheduled':
      return [message(deliveryEvents.DeliveryUnscheduled, orderId, { orderId, courierId: event.courierId })];
    case 'DeliveryPickedUp': {
      const { restaurantId, courierId, at } = event;
      return [message(deliveryEvents.DeliveryPickedUp, orderId, { orderId, restaurantId, courierId, pickedUpAt: at })];
    }
    case 'DeliveryNear':
      return [message(deliveryEvents.DeliveryNear, orderId, { orderId, courierId: event.courierId })];
    case 'DeliveryDelivered':
      return [message(deliveryEvents.DeliveryDelivered, orderId, { orderId, courierId: event.courierId, deliveredAt: event.at })];
    case 'DeliveryFailed':
      return [message(deliveryEvents.DeliveryFailed, orderId, { orderId, reason: event.reason, detail: 'No courier was free in time.' })];
    case 'DeliveryCancelled':
      return [message(deliveryEvents.DeliveryCancelled, orderId, { orderId }), ...(event.offerId ? [offerClosed(orderId, event.offerId)] : [])];
    case 'FoodPromised':
    case 'CourierSought':
    case 'OfferAnswered':
    case 'CancelBegun':
    case 'CancelUndone':
      return [];
  }
}

const offerClosed = (orderId: string, offerId: string, courierId = ''): OutgoingMessage =>
  message(deliveryOffers.OfferClosed, orderId, { orderId, offerId, courierId });
