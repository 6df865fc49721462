import { Injectable } from '@nestjs/common';
import { Prisma, PrismaClient } from '../../../generated/prisma/client.ts';
import { type SagaPage, SagaQueries } from '../../application/ports/saga-queries.ts';
import type { Intervention } from '../../domain/intervention.ts';
import type { Order } from '../../domain/order.ts';
import { orderIn } from './order-model.ts';

@Injectable()
export class PrismaSagaQueries extends SagaQueries {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(sagaId: string): Promise<Order | undefined> {
    const found = await this.prisma.$queryRaw<{ id: string }[]>`select id from orders where saga is not null and saga ->> 'id' = ${sagaId}`;
    return (await this.ordersOf(found))[0];
  }

  async list({ stuckOnly, orderId }: { stuckOnly: boolean; orderId?: string }, limit: number, after?: string): Promise<SagaPage> {
    const found = await this.prisma.$queryRaw<{ id: string; saga_id: string }[]>`
      select id, saga ->> 'id' as saga_id from orders
      where state in ('CANCEL_PENDING', 'REVISION_PENDING') and saga ->> 'id' > ${after ?? ''}
        ${stuckOnly ? Prisma.sql`and saga -> 'stuck' is not null` : Prisma.empty}
        ${orderId ? Prisma.sql`and id = ${orderId}::uuid` : Prisma.empty}
      order by saga ->> 'id' limit ${limit + 1}`;
    const page = found.slice(0, limit);
    return { orders: await this.ordersOf(page), ...(found.length > limit && { nextAfter: page.at(-1)!.saga_id }) };
  }

  async interventions(orderId: string): Promise<readonly Intervention[]> {
    return (await this.prisma.sagaIntervention.findMany({ where: { orderId }, orderBy: { id: 'asc' } })) as Intervention[];
  }

  /** In the order of the rows. */
  private async ordersOf(rows: readonly { readonly id: string }[]): Promise<Order[]> {
    const ids = rows.map(({ id }) => id);
    const orders = (await this.prisma.order.findMany({ where: { id: { in: ids } } })).map(orderIn);
    return orders.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }
}
