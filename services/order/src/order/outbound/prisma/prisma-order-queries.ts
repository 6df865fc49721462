import { OutboxRelay } from '@ftgo/outbox';
import { countDeadLetters, prismaSql } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { type OrderBooks, OrderQueries, type VersionedOrder } from '../../application/ports/order-queries.ts';
import { orderIn } from './order-model.ts';

@Injectable()
export class PrismaOrderQueries extends OrderQueries {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly relay: OutboxRelay,
  ) {
    super();
  }

  async find(id: string): Promise<VersionedOrder | undefined> {
    const found = await this.prisma.order.findUnique({ where: { id } });
    return found ? orderIn(found) : undefined;
  }

  async due(now: Date, limit: number): Promise<string[]> {
    const due = await this.prisma.order.findMany({
      where: { dueAt: { lte: now } },
      orderBy: { dueAt: 'asc' },
      take: limit,
      select: { id: true },
    });
    return due.map(({ id }) => id);
  }

  async books(): Promise<OrderBooks> {
    const [sums, { _min: oldest }, deadLetters] = await Promise.all([
      this.prisma.order.groupBy({ by: ['state', 'currency'], _count: true, _sum: { totalAmount: true } }),
      this.prisma.order.aggregate({ where: { state: { endsWith: '_PENDING' } }, _min: { createdAt: true } }),
      countDeadLetters(prismaSql(this.prisma)),
    ]);
    return {
      byState: sums.map(({ state, currency, _count, _sum }) => ({
        state,
        orders: _count,
        amount: Number(_sum.totalAmount ?? 0),
        currency,
      })),
      ...(oldest.createdAt && { oldestPending: oldest.createdAt }),
      outboxUnsent: this.relay.status().backlog ?? 0,
      deadLetters,
    };
  }
}
