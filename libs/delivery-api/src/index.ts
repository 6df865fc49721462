import { messageTypes } from '@ftgo/envelope';
import { CourierAvailabilityChanged, CourierCreated } from '../generated/ftgo/courier/v1/courier_events.ts';
import { BeginCancelDelivery, ConfirmCancelDelivery, UndoBeginCancelDelivery } from '../generated/ftgo/delivery/v1/delivery_commands.ts';
import * as events from '../generated/ftgo/delivery/v1/delivery_events.ts';
import { DeliveryOffered, OfferAccepted, OfferClosed, OfferDeclined } from '../generated/ftgo/delivery/v1/delivery_offers.ts';

const { DeliveryCreated, DeliveryScheduled, DeliveryUnscheduled, DeliveryPickedUp, DeliveryNear, DeliveryDelivered, DeliveryFailed, DeliveryCancelled } = events;

/** Keyed by the order's id. */
export const deliveryEvents = messageTypes('ftgo.delivery.events', {
  DeliveryCreated,
  DeliveryScheduled,
  DeliveryUnscheduled,
  DeliveryPickedUp,
  DeliveryNear,
  DeliveryDelivered,
  DeliveryFailed,
  DeliveryCancelled,
});

/** To every courier, keyed by the order's id. */
export const deliveryOffers = messageTypes('ftgo.delivery.offers', { DeliveryOffered, OfferClosed });

/** The couriers' answers to offers, keyed by the order's id. */
export const deliveryReplies = messageTypes('ftgo.delivery.replies', { OfferAccepted, OfferDeclined });

/** Keyed by the courier's id. */
export const courierEvents = messageTypes('ftgo.courier.events', { CourierCreated, CourierAvailabilityChanged });

/** Keyed by the order's id. */
export const deliveryCommands = messageTypes('ftgo.delivery.commands', {
  BeginCancelDelivery,
  UndoBeginCancelDelivery,
  ConfirmCancelDelivery,
});

export * as CourierEvents from '../generated/ftgo/courier/v1/courier_events.ts';
export * as DeliveryCommands from '../generated/ftgo/delivery/v1/delivery_commands.ts';
export * as DeliveryEvents from '../generated/ftgo/delivery/v1/delivery_events.ts';
export * as DeliveryOffers from '../generated/ftgo/delivery/v1/delivery_offers.ts';
export * as DeliveryGrpc from '../generated/ftgo/delivery/v1/delivery_service.ts';
export type * from '../generated/ftgo/values/v1/values.ts';
