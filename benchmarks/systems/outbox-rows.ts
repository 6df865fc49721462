import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A message as services put it into the outbox, 330 bytes in all, on a channel that the order service does not hear: it only relays. */
export const outboxRow = {
  channel: 'ftgo.courier.events',
  type: 'ftgo.benchmarks.Written.v1',
  payload: JSON.stringify({ orderId: randomUUID(), text: 'x'.repeat(230) }),
};

/** Commits messages with these ids to an outbox of FTGO. */
export async function insertOutboxRows(client: pg.Client, ids: readonly string[]): Promise<void> {
  await client.query({
    name: 'insert outbox rows',
    text: `insert into outbox (id, channel, key, type, subject, time, correlation_id, content_type, payload)
      select id, $2, id, $3, id, now(), id, 'application/json', $4 from unnest($1::uuid[]) as row(id)`,
    values: [ids, outboxRow.channel, outboxRow.type, outboxRow.payload],
  });
}
