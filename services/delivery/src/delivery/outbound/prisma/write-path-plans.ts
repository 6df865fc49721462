import { type MessageCause, MoreWanted, type Stream, type TimerCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { CourierDirectory } from '../../../courier/application/ports/courier-directory.ts';
import { type Courier, ordersOf } from '../../../courier/domain/courier.ts';
import { courierTable } from '../../../courier/outbound/prisma/courier-tables.ts';
import { type Assigning, Plans } from '../../application/ports/plans.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryEvent } from '../../domain/delivery-event.ts';
import { deliveryMessages } from '../messaging/delivery-messages.ts';
import { deliveryStreams } from './delivery-streams.ts';
import { planAfter } from './plan-after.ts';
import { deliveryRef } from './write-path-deliveries.ts';

@Injectable()
export class WritePathPlans extends Plans {
  constructor(
    private readonly writePath: WritePath,
    private readonly directory: CourierDirectory,
  ) {
    super();
  }

  async assign(
    orderId: string,
    courierIds: readonly string[],
    change: (delivery: Delivery | undefined, couriers: readonly Courier[]) => Assigning,
    cause: TimerCause,
  ): Promise<void> {
    await this.writePath.update(
      [deliveryRef(orderId), ...courierIds.map((id) => ({ table: courierTable, id }))],
      (...given) => {
        const [stream, ...couriers] = given as [Stream<Delivery, DeliveryEvent> | undefined, ...(Courier | undefined)[]];
        const { events, courier } = change(stream?.state, couriers.filter((each) => each !== undefined));
        const plans = couriers.map((each) => (courier && each?.id === courier.id ? courier : each));
        return { states: [deliveryStreams.append(stream, events), ...plans], messages: events.flatMap(deliveryMessages) };
      },
      cause,
    );
  }

  async dropOut(courierId: string, change: (delivery: Delivery | undefined) => readonly DeliveryEvent[], cause: MessageCause): Promise<void> {
    const now = new Date();
    for (;;) {
      const courier = await this.directory.find(courierId);
      const orderIds = courier ? ordersOf(courier) : [];
      try {
        return await this.writePath.update(
          [{ table: courierTable, id: courierId }, ...orderIds.map(deliveryRef)],
          (...given) => {
            const [plan, ...streams] = given as [Courier | undefined, ...(Stream<Delivery, DeliveryEvent> | undefined)[]];
            // On duty again by the time that this is heard. Where they went off duty and it is not to be seen yet, the write path's gate waits for it.
            if (!plan || plan.available) return {};
            if (ordersOf(plan).some((orderId) => !orderIds.includes(orderId))) throw new MoreWanted('the plan has changed');
            const happened = streams.map((stream) => change(stream?.state));
            const left = orderIds.reduce((rest, orderId, i) => planAfter(rest, orderId, happened[i]!, now), plan);
            return {
              states: [left, ...streams.map((stream, i) => deliveryStreams.append(stream, happened[i]!))],
              messages: happened.flat().flatMap(deliveryMessages),
            };
          },
          cause,
        );
      } catch (error) {
        if (!(error instanceof MoreWanted)) throw error;
      }
    }
  }
}
