import type { Address, Assignment, Delivery } from './delivery.ts';
import { after } from './delivery.ts';
import type { DeliveryEvent, OfferAnswer } from './delivery-event.ts';

/** How couriers are looked for. */
export interface Terms {
  /** How long an offer is open for answers. */
  readonly windowSeconds: number;
  /** How long a courier is looked for at most. */
  readonly giveUpSeconds: number;
}

/** What an offer is made of beside the delivery; time and id are inputs. */
export interface Offering {
  readonly offerId: string;
  /** Absent where word of the restaurant is still to come. */
  readonly pickUpAddress?: Address;
  readonly now: Date;
  readonly terms: Terms;
}

/** The restaurant has accepted the ticket and promises a time. */
export function promiseFood(delivery: Delivery | undefined, promise: { orderId: string; restaurantId: string; readyBy: Date }): readonly DeliveryEvent[] {
  const { orderId, restaurantId, readyBy } = promise;
  const isNews = delivery === undefined || ((delivery.stage === 'EXPECTED' || delivery.stage === 'PENDING') && !delivery.readyBy);
  return isNews ? [{ type: 'FoodPromised', orderId, restaurantId, readyBy }] : [];
}

/** Begins to look for a courier as soon as the order is approved and the food is promised, whichever comes first. */
export function seekCourier(delivery: Delivery | undefined, offering: Offering): readonly DeliveryEvent[] {
  if (delivery?.stage !== 'PENDING' || !delivery.readyBy || delivery.giveUpAt) return [];
  const { orderId } = delivery;
  const sought: DeliveryEvent = { type: 'CourierSought', orderId, giveUpAt: later(offering.now, offering.terms.giveUpSeconds) };
  return [sought, ...offer(after(delivery, [sought])!, offering)];
}

/** Offers it to every courier; nothing happens where it is not the time to. */
export function offer(delivery: Delivery | undefined, { offerId, pickUpAddress, now, terms }: Offering): readonly DeliveryEvent[] {
  if (delivery?.stage !== 'PENDING' || delivery.isCancelPending || !pickUpAddress) return [];
  const { orderId, restaurantId, deliveryAddress, readyBy, giveUpAt } = delivery;
  if (!giveUpAt || now >= giveUpAt || !readyBy || !restaurantId || !deliveryAddress) return [];
  const closesAt = later(now, terms.windowSeconds);
  return [{ type: 'DeliveryOffered', orderId, offerId, restaurantId, pickUpAddress, deliveryAddress, readyBy, closesAt }];
}

/** A courier's first answer to the offer that is open; others count for nothing. */
export function answerOffer(delivery: Delivery | undefined, answer: OfferAnswer): readonly DeliveryEvent[] {
  if (!delivery?.offer || delivery.offer.offerId !== answer.offerId) return [];
  if (delivery.offer.answers.some(({ courierId }) => courierId === answer.courierId)) return [];
  return [{ type: 'OfferAnswered', orderId: delivery.orderId, ...answer }];
}

/** Whether the window of the offer that is open has ended. */
export const isOver = ({ offer, isCancelPending }: Delivery, now: Date): boolean => !isCancelPending && offer !== undefined && now >= offer.closesAt;

/** @param best whose plan it is in from now on, if anybody's */
export function closeOffer(delivery: Delivery | undefined, now: Date, best: Assignment | undefined): readonly DeliveryEvent[] {
  if (!delivery?.offer || !isOver(delivery, now)) return [];
  const { orderId, offer: { offerId } } = delivery;
  if (best) return [{ type: 'DeliveryScheduled', orderId, offerId, ...best }];
  const expired: DeliveryEvent = { type: 'OfferExpired', orderId, offerId, at: now };
  return [expired, ...giveUp(after(delivery, [expired]), now)];
}

/** No courier took it in time. */
export function giveUp(delivery: Delivery | undefined, now: Date): readonly DeliveryEvent[] {
  if (delivery?.stage !== 'PENDING' || delivery.isCancelPending || !delivery.giveUpAt || now < delivery.giveUpAt) return [];
  return [{ type: 'DeliveryFailed', orderId: delivery.orderId, reason: 'NO_COURIER' }];
}

const later = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1_000);
