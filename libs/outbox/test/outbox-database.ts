import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import type { TestDatabase as Database } from '@ftgo/testing';
import { expect } from '@jest/globals';
import pg from 'pg';
import type { OutboxRelay } from '../src/index.ts';

type Query = Database['query'];

/** Bounds in whose time no pause of the machine makes a relay give up its role, or a batch. */
export const unhurried = { silence: 30_000, patience: 60_000 } as const;

/** A start does not wait for ever: a slot is made when all transactions that are open in the server have ended, also those of other tests. */
export const isActive = (relay: OutboxRelay): Promise<void> => eventually(() => expect(relay.status().role).toBe('active'), { within: 30_000 });

/** What a test writes into the outbox; the rest is filled in. */
export interface Written {
  readonly channel: string;
  readonly key: string;
  /** Text is JSON to the reader, bytes are Protobuf. */
  readonly payload: string | Buffer;
  readonly traceparent?: string;
  readonly replyTo?: string;
}

/** Makes the partition of a day, so many days from today. */
export async function addDay(database: Pick<Database, 'query'>, days: number): Promise<void> {
  const [day] = await database.query<{ from: string; to: string }>(
    `select ((now() at time zone 'utc')::date + $1::int)::text as from, ((now() at time zone 'utc')::date + $1::int + 1)::text as to`,
    [days],
  );
  const name = `outbox_${day!.from.replaceAll('-', '')}`;
  await database.query(`create table if not exists ${name} partition of outbox for values from ('${day!.from}') to ('${day!.to}')`);
}

/** Writes rows in one statement. @returns their ids */
export async function write(database: { query: Query }, rows: readonly Written[], { daysAgo = 0 } = {}): Promise<string[]> {
  const ids = rows.map(() => randomUUID());
  await database.query(
    `insert into outbox (id, day, channel, key, type, subject, time, correlation_id, traceparent, reply_to, content_type, payload, payload_bytes)
     select id, (now() at time zone 'utc')::date - $2::int, channel, key, 'ftgo.test.Written.v1', key, now(), 'correlation of ' || key, traceparent, "replyTo",
       case when bytes is null then 'application/json' else 'application/protobuf' end, payload, decode(bytes, 'base64')
     from jsonb_to_recordset($1::jsonb) as row(id uuid, channel text, key text, payload text, bytes text, traceparent text, "replyTo" text)`,
    [JSON.stringify(rows.map((row, index) => ({ ...row, id: ids[index], ...payloadOf(row) }))), daysAgo],
  );
  return ids;
}

const payloadOf = ({ payload }: Written) => (typeof payload === 'string' ? { payload } : { payload: null, bytes: payload.toString('base64') });

/** Runs work in a transaction that stays open until it is done. */
export async function transaction(database: Database, work: (query: Query) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('begin');
    await work((async (sql: string, params?: unknown[]) => (await client.query(sql, params)).rows) as Query);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Ends every connection that a relay has. */
export async function cutConnections(database: Database): Promise<void> {
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'ftgo-outbox-relay'`,
    [database.name],
  );
}
