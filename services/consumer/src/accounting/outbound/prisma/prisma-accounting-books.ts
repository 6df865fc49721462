import { money, type Money } from '@ftgo/money';
import { OutboxRelay } from '@ftgo/outbox';
import { countDeadLetters, prismaSql } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { AccountingBooks, type Books } from '../../application/ports/accounting-books.ts';

/** Every account is kept in it so far. */
const HOUSE_CURRENCY = 'USD';

@Injectable()
export class PrismaAccountingBooks extends AccountingBooks {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly relay: OutboxRelay,
  ) {
    super();
  }

  async read(): Promise<Books> {
    const authorizations = this.prisma.$queryRaw<{ state: string; authorizations: bigint; amount: bigint | null }[]>`
      select regexp_replace(state, '_FOR_.*', '') as state, count(*) as authorizations, sum(amount)::bigint as amount
      from authorizations group by 1 order by 1`;
    const accounts = this.prisma.account.aggregate({ _sum: { held: true, charged: true } });
    const [[byState, { _sum: sums }], deadLetters] = await Promise.all([
      // Of one moment, since they are compared.
      this.prisma.$transaction([authorizations, accounts], { isolationLevel: 'RepeatableRead' }),
      countDeadLetters(prismaSql(this.prisma)),
    ]);
    return {
      byState: byState.map(({ state, authorizations, amount }) => ({ state, authorizations: Number(authorizations), total: total(amount) })),
      held: total(sums.held),
      charged: total(sums.charged),
      outboxUnsent: this.relay.status().backlog ?? 0,
      deadLetters,
    };
  }
}

const total = (amount: bigint | null): Money => money(Number(amount ?? 0), HOUSE_CURRENCY);
