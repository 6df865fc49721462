import { money } from '@ftgo/money';
import type { AggregateTable, Row } from '@ftgo/write-path';
import type { Account } from '../../domain/account.ts';

export const accountTable: AggregateTable<Account> = {
  table: 'accounts',
  columns: { credit_limit: 'bigint', held: 'bigint', charged: 'bigint', currency: 'text' },
  toRow: ({ creditLimit, held, charged }) => ({
    credit_limit: creditLimit.amount,
    held: held.amount,
    charged: charged.amount,
    currency: creditLimit.currency,
  }),
  fromRow: (row, id) => accountIn(row, id),
};

/** A row of `accounts` as an account, whichever way it was read: amounts as numbers or as bigints. */
export function accountIn(row: Row, id: string): Account {
  const amount = (column: string) => money(Number(row[column]), row['currency'] as string);
  return { id, creditLimit: amount('credit_limit'), held: amount('held'), charged: amount('charged') };
}
