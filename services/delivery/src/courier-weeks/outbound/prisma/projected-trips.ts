import { type MessageCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Trip } from '../../../courier/domain/trip.ts';
import { deliveryRef } from '../../../delivery/outbound/prisma/write-path-deliveries.ts';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { Trips } from '../../application/ports/trips.ts';
import { tripOf } from '../../application/trip-of.ts';
import { courierWeeks } from '../../courier-weeks.view.ts';
import { tripRow } from './trip-table.ts';

/** The delivery is read in the round trip that keeps its trip: many deliveries in one. */
@Injectable()
export class ProjectedTrips extends Trips {
  constructor(
    private readonly writePath: WritePath,
    private readonly prisma: PrismaClient,
  ) {
    super();
  }

  keep(generation: number, orderId: string, cause: MessageCause): Promise<void> {
    return this.writePath.project(tripRow(generation, orderId), (_, stream) => ({ generation, trip: tripOf(stream?.state) }), cause, deliveryRef(orderId));
  }

  of(courierId: string, from: Date, to: Date): Promise<Trip[]> {
    // Which rows count is read in the same statement: a switch of generations happens before it or after it.
    return this.prisma.$queryRaw<Trip[]>`
      select order_id as "orderId", courier_id as "courierId", picked_up_from as "from", delivered_to as "to",
        picked_up_at as "pickedUpAt", delivered_at as "deliveredAt", expected_at as "expectedAt"
      from courier_trips
      where generation = (select active from views where name = ${courierWeeks.name})
        and courier_id = ${courierId}::uuid and delivered_at >= ${from} and delivered_at < ${to}`;
  }
}
