import { type AggregateRef, type AnyRef, type Cause, MoreWanted, type Stream, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Courier } from '../../../courier/domain/courier.ts';
import { courierTable } from '../../../courier/outbound/prisma/courier-tables.ts';
import type { Address, Delivery } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';
import { DeliveryRepository } from '../../domain/delivery-repository.ts';
import { deliveryMessages } from '../messaging/delivery-messages.ts';
import { deliveryStreams } from './delivery-streams.ts';
import { planAfter, planConcerned } from './plan-after.ts';
import { restaurantTable } from './restaurant-table.ts';

/** Whose plan the change concerns. */
class CourierWanted extends MoreWanted {
  constructor(readonly courierId: string) {
    super(`the courier ${courierId} is wanted`);
  }
}

export const deliveryRef = (id: string): AggregateRef<Stream<Delivery, DeliveryEvent>> => ({ table: deliveryStreams, id });

@Injectable()
export class WritePathDeliveries extends DeliveryRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  async update(orderId: string, change: (delivery: Delivery | undefined) => readonly DeliveryEvent[], cause: Cause): Promise<void> {
    const now = new Date();
    for (let courierId: string | undefined; ; ) {
      const refs: AnyRef[] = [deliveryRef(orderId), ...(courierId ? [{ table: courierTable, id: courierId }] : [])];
      try {
        return await this.writePath.update(
          refs,
          (...given) => {
            const [stream, courier] = given as [Stream<Delivery, DeliveryEvent> | undefined, Courier?];
            const events = change(stream?.state);
            const after = deliveryStreams.append(stream, events);
            const wanted = planConcerned(stream?.state, events);
            if (wanted && wanted !== courierId) throw new CourierWanted(wanted);
            const plan = wanted && courier ? planAfter(courier, orderId, events, now) : undefined;
            return { states: plan ? [after, plan] : [after], messages: events.flatMap(deliveryMessages) };
          },
          cause,
        );
      } catch (error) {
        if (!(error instanceof CourierWanted)) throw error;
        courierId = error.courierId;
      }
    }
  }

  async updateKnowingPickUp(
    orderId: string,
    restaurantId: string,
    change: (delivery: Delivery | undefined, pickUpAddress: Address | undefined) => readonly DeliveryEvent[],
    cause: Cause,
  ): Promise<void> {
    await this.writePath.update(
      [{ ...deliveryRef(orderId), likelyNew: cause.kind === 'message' }, { table: restaurantTable, id: restaurantId, readOnly: true }],
      (stream, restaurant) => {
        const events = change(stream?.state, restaurant?.address);
        return { states: [deliveryStreams.append(stream, events)], messages: events.flatMap(deliveryMessages) };
      },
      cause,
    );
  }
}
