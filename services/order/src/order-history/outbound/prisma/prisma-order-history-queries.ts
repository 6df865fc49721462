import type { Row } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { Prisma, PrismaClient } from '../../../generated/prisma/client.ts';
import { type HistoryFilter, type HistoryPage, OrderHistoryQueries } from '../../application/ports/order-history-queries.ts';
import type { ShownOrder } from '../../domain/order-summary.ts';
import { orderHistory } from '../../order-history.view.ts';
import { orderIn } from './history-tables.ts';

@Injectable()
export class PrismaOrderHistoryQueries extends OrderHistoryQueries {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async list(filter: HistoryFilter, limit: number, after?: string): Promise<HistoryPage> {
    // Which rows count is read in the same statement: a switch of generations happens between two pages, never within one.
    const found = await this.prisma.$queryRaw<({ order_id: string } & Row)[]>`
      select order_id, consumer_id, restaurant_id, restaurant_name, state, line_items, total_amount, currency, created_at, delivery_time,
        reason, detail, ticket_state, ready_by, delivery_state
      from order_history
      where ${Prisma.join([...conditionsOf(filter), ...(after ? [Prisma.sql`order_id < ${after}::uuid`] : [])], ' and ')}
      order by order_id desc limit ${limit + 1}`;
    const orders = found.slice(0, limit).map((row) => ({ orderId: row.order_id, ...(orderIn(row) as ShownOrder) }));
    return { orders, ...(found.length > limit && { nextAfter: orders.at(-1)!.orderId }) };
  }
}

/** What is not placed yet, as far as the view knows, belongs to nobody. */
function conditionsOf({ consumerId, restaurantId, state, from, to, q }: HistoryFilter): Prisma.Sql[] {
  return [
    Prisma.sql`generation = (select active from views where name = ${orderHistory.name})`,
    consumerId ? Prisma.sql`consumer_id = ${consumerId}::uuid` : Prisma.sql`consumer_id is not null`,
    ...(restaurantId ? [Prisma.sql`restaurant_id = ${restaurantId}::uuid`] : []),
    ...(state ? [Prisma.sql`state = ${state}`] : []),
    ...(from ? [Prisma.sql`created_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`created_at < ${to}`] : []),
    ...(q ? [Prisma.sql`words @@ websearch_to_tsquery('english', ${q})`] : []),
  ];
}
