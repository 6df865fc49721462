import type { Cause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { type Address, type ApprovedOrder, type Delivery, type OrderRef, after } from '../domain/delivery.ts';
import type { DeliveryEvent } from '../domain/delivery-event.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';
import { promiseFood, seekCourier } from '../domain/offering.ts';
import { cancelDelivery, createDelivery } from '../domain/order-fate.ts';
import { CourierTerms } from '../../courier/application/courier-terms.ts';

/** A delivery does what its order's fate asks of it; only the order decides. A courier is sought once approval and promise are known. */
@Injectable()
export class FollowOrder {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly terms: CourierTerms,
  ) {}

  approved(order: ApprovedOrder, cause: Cause): Promise<void> {
    return this.#learn(order, (delivery) => createDelivery(delivery, order), cause);
  }

  accepted(promise: { orderId: string; restaurantId: string; readyBy: Date }, cause: Cause): Promise<void> {
    return this.#learn(promise, (delivery) => promiseFood(delivery, promise), cause);
  }

  async rejectedOrCancelled(order: OrderRef, cause: Cause): Promise<void> {
    await this.deliveries.update(order.orderId, (delivery) => cancelDelivery(delivery, order), cause);
  }

  #learn({ orderId, restaurantId }: { orderId: string; restaurantId: string }, fact: (delivery: Delivery | undefined) => readonly DeliveryEvent[], cause: Cause): Promise<void> {
    const [offerId, now, terms] = [newId(), new Date(), this.terms.offers];
    const change = (delivery: Delivery | undefined, pickUpAddress: Address | undefined) => {
      const news = fact(delivery);
      return [...news, ...seekCourier(after(delivery, news), { offerId, now, terms, pickUpAddress })];
    };
    return this.deliveries.updateKnowingPickUp(orderId, restaurantId, change, cause);
  }
}
