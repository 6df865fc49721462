import type { Cause, MessageCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { OfferAnswer } from '../domain/delivery-event.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';
import { answerOffer } from '../domain/offering.ts';
import { unschedule } from '../domain/transport.ts';
import { Plans } from './ports/plans.ts';

/** What couriers say, as it comes. */
@Injectable()
export class FollowCouriers {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly plans: Plans,
  ) {}

  /** Answers are kept by whichever replica hears them, and looked at by whichever ends the offer. */
  async answered(orderId: string, answer: OfferAnswer, cause: Cause): Promise<void> {
    await this.deliveries.update(orderId, (delivery) => answerOffer(delivery, answer), cause);
  }

  /** Whoever is off duty by the time that this is heard drops out. */
  availabilityChanged(courierId: string, cause: MessageCause): Promise<void> {
    return this.plans.dropOut(courierId, (delivery) => unschedule(delivery, courierId), cause);
  }
}
