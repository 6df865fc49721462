import { countDeadLetters, prismaSql } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { TicketModel } from '../../../generated/prisma/models/Ticket.ts';
import { type KeptTicket, type KitchenBooks, type TicketPage, TicketQueries, type TicketsWanted } from '../../application/ports/ticket-queries.ts';
import { ticketFromRow } from './ticket-table.ts';

@Injectable()
export class PrismaTicketQueries extends TicketQueries {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(orderId: string): Promise<KeptTicket | undefined> {
    const found = await this.prisma.ticket.findUnique({ where: { id: orderId } });
    return found ? ticketIn(found) : undefined;
  }

  async inHand(restaurantId: string, { states, limit, after }: TicketsWanted): Promise<TicketPage> {
    const found = await this.prisma.ticket.findMany({
      where: { restaurantId, state: { in: [...states] }, ...(after && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit + 1,
    });
    const tickets = found.slice(0, limit).map(ticketIn);
    return { tickets, nextAfter: found.length > limit ? tickets.at(-1)?.orderId : undefined };
  }

  async due(now: Date, limit: number): Promise<{ orderId: string; restaurantId: string }[]> {
    const due = await this.prisma.ticket.findMany({
      where: { state: 'AWAITING_ACCEPTANCE', acceptBy: { lte: now } },
      orderBy: { acceptBy: 'asc' },
      take: limit,
      select: { id: true, restaurantId: true },
    });
    return due.map(({ id, restaurantId }) => ({ orderId: id, restaurantId }));
  }

  async books(): Promise<KitchenBooks> {
    const states = this.prisma.ticket.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } });
    const kitchens = this.prisma.kitchen.aggregate({ _sum: { openTickets: true } });
    const [[byState, { _sum: sums }], deadLetters] = await Promise.all([
      // Of one moment, since they are compared.
      this.prisma.$transaction([states, kitchens], { isolationLevel: 'RepeatableRead' }),
      countDeadLetters(prismaSql(this.prisma)),
    ]);
    return {
      byState: byState.map(({ state, _count }) => ({ state, tickets: _count })),
      openTickets: sums.openTickets ?? 0,
      deadLetters,
    };
  }
}

function ticketIn(found: TicketModel): KeptTicket {
  const row = {
    state: found.state,
    state_before: found.stateBefore,
    restaurant_id: found.restaurantId,
    consumer_id: found.consumerId,
    line_items: found.lineItems,
    refusal_reason: found.refusalReason,
    refusal_detail: found.refusalDetail,
    accept_by: found.acceptBy,
    ready_by: found.readyBy,
    rejection_reason: found.rejectionReason,
  };
  return { ...ticketFromRow(row, found.id), version: found.version };
}
