import { testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { randomUUID } from 'node:crypto';

/** What a test writes into the outbox; the rest is filled in. */
export interface Written {
  readonly channel: string;
  readonly key: string;
  readonly payload: string;
}

const table = `
  create table outbox (
    id uuid not null, day date not null, seq bigserial, channel text not null, key text not null, type text not null, subject text,
    time timestamptz not null, correlation_id text, causation_id text, traceparent text, reply_to text, content_type text, payload text not null,
    primary key (id, day)
  ) partition by range (day)`;

/** A service's database as far as a relay is concerned. */
export async function outboxDatabase(): Promise<TestDatabase> {
  const database = await testDatabase({ migrations: [] });
  await database.query(table);
  await database.query(
    `do $$ begin execute format('create table outbox_today partition of outbox for values from (%L) to (%L)',
      (now() at time zone 'utc')::date, (now() at time zone 'utc')::date + 1); end $$`,
  );
  return database;
}

/** Writes rows in one transaction, as one statement. */
export async function write(database: Pick<TestDatabase, 'query'>, rows: readonly Written[]): Promise<string[]> {
  const ids = rows.map(() => randomUUID());
  await database.query(
    `insert into outbox (id, day, channel, key, type, subject, time, correlation_id, content_type, payload)
     select r.id, (now() at time zone 'utc')::date, r.channel, r.key, 'ftgo.test.Written.v1', r.key, now(), 'c-' || r.key, 'application/json', r.payload
     from jsonb_to_recordset($1::jsonb) as r(id uuid, channel text, key text, payload text)`,
    [JSON.stringify(rows.map((row, index) => ({ id: ids[index], ...row })))],
  );
  return ids;
}
