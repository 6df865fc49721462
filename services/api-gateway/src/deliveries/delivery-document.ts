import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { addressDocument } from '../http/documents.ts';

export const courierDocument = ({ courierId, name, email, available }: DeliveryGrpc.Courier) => ({ courierId, name, email, available });

export const deliveryDocument = (delivery: DeliveryGrpc.Delivery) => ({
  orderId: delivery.orderId,
  // Of an order that is not approved yet, as far as the delivery has heard, it may know no more than the id.
  consumerId: delivery.consumerId || undefined,
  restaurantId: delivery.restaurantId || undefined,
  state: delivery.state,
  deliveryAddress: delivery.deliveryAddress && addressDocument(delivery.deliveryAddress),
  version: delivery.version,
  readyBy: delivery.readyBy,
  courierId: delivery.courierId,
  pickUpAt: delivery.pickUpAt,
  deliverAt: delivery.deliverAt,
  position: delivery.position && { lat: delivery.position.lat, lng: delivery.position.lng, at: delivery.position.at },
  near: delivery.near,
  failureReason: delivery.failureReason,
});

export const historyDocument = ({ entries }: DeliveryGrpc.DeliveryHistory) => ({
  entries: entries.map(({ version, type, at, data, correlationId, causationId }) => ({
    version,
    type,
    at,
    data: JSON.parse(data) as object,
    correlationId,
    causationId: causationId || undefined,
  })),
});

export const offersDocument = ({ offers }: DeliveryGrpc.Offers) => ({
  offers: offers.map(({ pickUpAddress, deliveryAddress, ...offer }) => ({
    ...offer,
    pickUpAddress: addressDocument(pickUpAddress!),
    deliveryAddress: addressDocument(deliveryAddress!),
  })),
});

export const answerDocument = ({ orderId, offerId, courierId, accepted, addedTravelSeconds }: DeliveryGrpc.OfferAnswer) => ({
  orderId,
  offerId,
  courierId,
  accepted,
  ...(accepted && { addedTravelSeconds }),
});

export const planDocument = ({ courierId, stops, version }: DeliveryGrpc.Plan) => ({
  courierId,
  version,
  stops: stops.map(({ orderId, action, address, at, notBefore }) => ({ orderId, action, address: addressDocument(address!), at, notBefore })),
});
