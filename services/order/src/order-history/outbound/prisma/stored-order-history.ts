import { type MessageCause, type TimerCause, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { type HistoryPlace, OrderHistory } from '../../domain/order-history.ts';
import { type OrderSummary, type Placed, named, placed } from '../../domain/order-summary.ts';
import { type HistoryRow, historyRow, restaurantRow } from './history-tables.ts';

/** Completed at a time. */
const AT_ONCE = 200;

@Injectable()
export class StoredOrderHistory extends OrderHistory {
  constructor(
    private readonly writePath: WritePath,
    private readonly prisma: PrismaClient,
  ) {
    super();
  }

  place(place: HistoryPlace, details: Placed, cause: MessageCause): Promise<void> {
    const row = { ...historyRow(place), likelyNew: true };
    const restaurant = restaurantRow(place.generation, details.restaurantId);
    return this.writePath.project(row, (row, known) => changed(place, row, (order) => placed(order, details, known?.name)), cause, restaurant);
  }

  change(place: HistoryPlace, change: (order: OrderSummary | undefined) => OrderSummary, cause: MessageCause): Promise<void> {
    return this.writePath.project(historyRow(place), (row) => changed(place, row, change), cause);
  }

  nameRestaurant(generation: number, restaurantId: string, name: string, cause: MessageCause): Promise<void> {
    return this.writePath.project(restaurantRow(generation, restaurantId), () => ({ generation, restaurantId, name }), cause);
  }

  async complete(generation: number): Promise<boolean> {
    const nameless = await this.prisma.$queryRaw<{ orderId: string; restaurantId: string }[]>`
      select o.order_id as "orderId", o.restaurant_id as "restaurantId" from order_history o
      where o.generation = ${generation} and o.restaurant_name is null and o.restaurant_id is not null
        and exists (select from order_history_restaurants r where r.generation = o.generation and r.restaurant_id = o.restaurant_id)
      limit ${AT_ONCE}`;
    await Promise.all(nameless.map(({ orderId, restaurantId }) => this.name({ generation, orderId }, restaurantId)));
    return nameless.length === AT_ONCE;
  }

  private name(place: HistoryPlace, restaurantId: string): Promise<void> {
    const cause: TimerCause = { kind: 'timer', correlationId: uuidv7() };
    const restaurant = restaurantRow(place.generation, restaurantId);
    return this.writePath.project(historyRow(place), (row, known) => changed(place, row, (order) => named(order, known?.name)), cause, restaurant);
  }
}

function changed(place: HistoryPlace, row: HistoryRow | undefined, change: (order: OrderSummary | undefined) => OrderSummary | undefined): HistoryRow | undefined {
  const order = change(row?.order);
  return order === row?.order ? row : order && { ...place, order };
}
