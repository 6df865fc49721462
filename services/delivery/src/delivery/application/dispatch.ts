import type { TimerCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { CourierDirectory } from '../../courier/application/ports/courier-directory.ts';
import { type Courier, hasRoom } from '../../courier/domain/courier.ts';
import type { Sighting } from '../../courier/domain/place.ts';
import { type Insertion, addedBy, cheapestInsertion } from '../../courier/domain/plan.ts';
import type { Delivery, OpenOffer } from '../domain/delivery.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';
import { closeOffer, giveUp, isOver, offer } from '../domain/offering.ts';
import { CourierTerms } from '../../courier/application/courier-terms.ts';
import { DeliveryView } from './ports/delivery-view.ts';
import { type Assigning, Plans } from './ports/plans.ts';

const AT_ONCE = 200;
/** Of the couriers who said yes, so many are compared once more when the window ends. */
const FINALISTS = 10;

/** Ends offers, offers again what nobody took, and gives up in time. Safe on every replica at once: the delivery itself says what is due. */
@Injectable()
export class Dispatch {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly plans: Plans,
    private readonly view: DeliveryView,
    private readonly couriers: CourierDirectory,
    private readonly terms: CourierTerms,
  ) {}

  async execute(now: Date): Promise<void> {
    const due = await this.view.due(now, AT_ONCE);
    await Promise.all(due.map((each) => (each.offer ? this.#close(each.orderId, each.offer, now) : this.#giveUp(each.orderId, now))));
    const askedBefore = new Date(now.getTime() - this.terms.againAfterSeconds * 1_000);
    const queued = await this.view.queued(askedBefore, this.terms.capacity);
    await Promise.all(queued.map(({ orderId, restaurantId }) => this.#offer(orderId, restaurantId, now)));
  }

  async #close(orderId: string, { answers }: OpenOffer, now: Date): Promise<void> {
    const accepted = answers.filter((answer) => answer.accepted).sort((one, other) => addedBy(one) - addedBy(other));
    const finalists = accepted.slice(0, FINALISTS).map(({ courierId }) => courierId);
    const seen = await this.couriers.positionsOf(finalists);
    await this.plans.assign(orderId, finalists, (delivery, couriers) => this.#best(delivery, couriers, seen, now), timer());
  }

  /** Plans may have changed since the answers: what counts is what the detour adds now. */
  #best(delivery: Delivery | undefined, couriers: readonly Courier[], seen: ReadonlyMap<string, Sighting>, now: Date): Assigning {
    if (!delivery?.offer || !isOver(delivery, now)) return { events: [] };
    const errand = { ...delivery.offer, orderId: delivery.orderId, deliveryTime: delivery.deliveryTime };
    let best: { readonly courier: Courier; readonly insertion: Insertion } | undefined;
    for (const courier of couriers) {
      if (!hasRoom(courier, this.terms.capacity)) continue;
      const insertion = cheapestInsertion(courier.stops, errand, seen.get(courier.id) ?? courier.lastStop, now, this.terms.pace);
      if (!best || addedBy(insertion) < addedBy(best.insertion)) best = { courier, insertion };
    }
    if (!best) return { events: closeOffer(delivery, now, undefined) };
    const { courier, insertion: { stops, pickUpAt, deliverAt } } = best;
    return { events: closeOffer(delivery, now, { courierId: courier.id, pickUpAt, deliverAt }), courier: { ...courier, stops } };
  }

  async #giveUp(orderId: string, now: Date): Promise<void> {
    await this.deliveries.update(orderId, (delivery) => giveUp(delivery, now), timer());
  }

  #offer(orderId: string, restaurantId: string, now: Date): Promise<void> {
    const [offerId, terms] = [newId(), this.terms.offers];
    return this.deliveries.updateKnowingPickUp(orderId, restaurantId, (delivery, pickUpAddress) => offer(delivery, { offerId, pickUpAddress, now, terms }), timer());
  }
}

const timer = (): TimerCause => ({ kind: 'timer', correlationId: newId() });
