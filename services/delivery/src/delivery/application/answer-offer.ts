import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { CourierTerms } from '../../courier/application/courier-terms.ts';
import { CourierDirectory } from '../../courier/application/ports/courier-directory.ts';
import { hasRoom } from '../../courier/domain/courier.ts';
import { CourierRepository, type OfferAnswer } from '../../courier/domain/courier-repository.ts';
import { NoRoomInPlan, OfferClosed } from '../../courier/domain/courier-errors.ts';
import { cheapestInsertion } from '../../courier/domain/plan.ts';
import type { OpenOffer } from '../domain/delivery.ts';
import { DeliveryView } from './ports/delivery-view.ts';

/** A courier answers an offer; what accepting it would add to their plan goes with it. */
@Injectable()
export class AnswerOffer {
  constructor(
    private readonly view: DeliveryView,
    private readonly couriers: CourierRepository,
    private readonly directory: CourierDirectory,
    private readonly terms: CourierTerms,
  ) {}

  async accept(courierId: string, orderId: string, cause: RequestCause): Promise<OfferAnswer> {
    const now = new Date();
    const [offer, seen] = await Promise.all([this.#find(orderId), this.directory.positionsOf([courierId])]);
    return this.couriers.answer(
      courierId,
      (courier) => {
        const open = openOne(offer, orderId, now);
        if (!courier || !hasRoom(courier, this.terms.capacity)) throw new NoRoomInPlan();
        const from = seen.get(courierId) ?? courier.lastStop;
        const { addedTravelSeconds, addedLatenessSeconds } = cheapestInsertion(courier.stops, { orderId, ...open }, from, now, this.terms.pace);
        return { orderId, offerId: open.offerId, courierId, accepted: true, addedTravelSeconds, addedLatenessSeconds };
      },
      cause,
    );
  }

  async decline(courierId: string, orderId: string, cause: RequestCause): Promise<OfferAnswer> {
    const now = new Date();
    const offer = await this.#find(orderId);
    const declined = { orderId, courierId, accepted: false, addedTravelSeconds: 0, addedLatenessSeconds: 0 };
    return this.couriers.answer(courierId, () => ({ ...declined, offerId: openOne(offer, orderId, now).offerId }), cause);
  }

  async #find(orderId: string): Promise<OpenOffer | undefined> {
    return isUuid(orderId) ? this.view.openOffer(orderId) : undefined;
  }
}

/** @throws OfferClosed */
function openOne(offer: OpenOffer | undefined, orderId: string, now: Date): OpenOffer {
  if (!offer || offer.closesAt <= now) throw new OfferClosed(orderId);
  return offer;
}
