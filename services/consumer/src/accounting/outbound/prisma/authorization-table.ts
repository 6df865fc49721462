import { money, type Money } from '@ftgo/money';
import type { AggregateTable } from '@ftgo/write-path';
import type { Authorization } from '../../domain/authorization.ts';

interface Columns {
  readonly state: Authorization['state'];
  readonly account_id: string | null;
  /** What is held, what was paid, or what was released. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly reason: string | null;
}

export const authorizationTable: AggregateTable<Authorization> = {
  table: 'authorizations',
  columns: { state: 'text', account_id: 'uuid', amount: 'bigint', currency: 'text', reason: 'text' },
  toRow: (authorization): Columns & Record<string, unknown> => ({
    state: authorization.state,
    account_id: 'accountId' in authorization ? authorization.accountId : null,
    amount: moneyOf(authorization)?.amount ?? null,
    currency: moneyOf(authorization)?.currency ?? null,
    reason: 'reason' in authorization ? authorization.reason : null,
  }),
  fromRow: (row, orderId) => authorizationIn(row as unknown as Columns, orderId),
};

function moneyOf(authorization: Authorization): Money | undefined {
  if ('amount' in authorization) return authorization.amount;
  return 'released' in authorization ? authorization.released : undefined;
}

function authorizationIn(row: Columns, orderId: string): Authorization {
  const accountId = row.account_id!;
  switch (row.state) {
    case 'WAITING_FOR_CONSUMER':
      return { state: row.state, orderId };
    case 'WAITING_FOR_TICKET':
    case 'AUTHORIZED':
    case 'CHARGED':
      return { state: row.state, orderId, accountId, amount: money(row.amount!, row.currency!) };
    case 'REFUSED':
      return { state: row.state, orderId, accountId, reason: row.reason! };
    case 'REVERSED':
      return { state: row.state, orderId, accountId, released: money(row.amount!, row.currency!) };
    default:
      throw new TypeError(`the authorization of order ${orderId} is in an unknown state, ${row.state satisfies never}`);
  }
}
