import { Histories, countDeadLetters, prismaSql } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { type DeliveryBooks, type DeliveryHistoryEntry, DeliveryView, type DueDelivery } from '../../application/ports/delivery-view.ts';
import type { OpenOffer } from '../../domain/delivery.ts';
import type { DeliveryAsKept } from '../../domain/delivery-repository.ts';
import { deliveryStreams, withTimes } from './delivery-streams.ts';

@Injectable()
export class PrismaDeliveryView extends DeliveryView {
  private readonly histories;

  constructor(private readonly prisma: PrismaClient) {
    super();
    this.histories = new Histories(prismaSql(prisma), deliveryStreams);
  }

  async find(orderId: string, at?: Date): Promise<DeliveryAsKept | undefined> {
    const entries = await this.histories.of(orderId, at);
    const delivery = this.histories.stateAfter(entries);
    return delivery && { delivery, version: entries.at(-1)!.version };
  }

  async versions(orderId: string, after: number): Promise<DeliveryAsKept[]> {
    const entries = await this.histories.of(orderId);
    const from = Math.min(Math.max(after, 0), entries.length - 1);
    return entries.slice(Math.max(from, 0)).map(({ version }) => ({ delivery: this.histories.stateAfter(entries.slice(0, version))!, version }));
  }

  history(orderId: string): Promise<DeliveryHistoryEntry[]> {
    return this.histories.of(orderId);
  }

  async due(now: Date, most: number): Promise<DueDelivery[]> {
    const rows = await this.prisma.delivery.findMany({
      where: { dueAt: { lte: now } },
      orderBy: { dueAt: 'asc' },
      take: most,
      select: { id: true, offer: true },
    });
    return rows.map(({ id, offer }) => ({ orderId: id, ...(offer && { offer: withTimes(offer) as OpenOffer }) }));
  }

  async queued(askedBefore: Date, capacity: number): Promise<{ orderId: string; restaurantId: string }[]> {
    return this.prisma.$queryRaw`
      with free as (select coalesce(sum(${capacity} - orders), 0)::integer as room, max(free_since) as since
        from couriers where available and orders < ${capacity})
      select d.id as "orderId", d.restaurant_id as "restaurantId" from free, lateral (
        select * from deliveries where due_at is not null and state = 'PENDING'
          and (queued_since is null or queued_since < free.since or queued_since < ${askedBefore})
        order by queued_since nulls first, due_at limit free.room) d`;
  }

  async openOffer(orderId: string): Promise<OpenOffer | undefined> {
    const row = await this.prisma.delivery.findUnique({ where: { id: orderId }, select: { offer: true } });
    return row?.offer ? (withTimes(row.offer) as OpenOffer) : undefined;
  }

  async openOffers(now: Date, most: number): Promise<(OpenOffer & { orderId: string })[]> {
    const rows = await this.prisma.delivery.findMany({
      where: { dueAt: { gt: now }, state: 'OFFERED' },
      orderBy: { dueAt: 'asc' },
      take: most,
      select: { id: true, offer: true },
    });
    return rows.map(({ id, offer }) => ({ orderId: id, ...(withTimes(offer) as OpenOffer) }));
  }

  async books(): Promise<DeliveryBooks> {
    const [counts, deadLetters] = await Promise.all([
      this.prisma.delivery.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } }),
      countDeadLetters(prismaSql(this.prisma)),
    ]);
    return { byState: counts.map(({ state, _count }) => ({ state, deliveries: _count })), deadLetters };
  }
}
