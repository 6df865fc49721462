import type pg from 'pg';
import { INSUFFICIENT_PRIVILEGE, sqlState } from './connection.ts';
import { headerNames } from '@ftgo/envelope';
import type { OutboxRecord } from './message-producer.ts';
import { PgoutputDecoder } from './pgoutput-decoder.ts';
import type { RelayLog } from './relay-log.ts';
import { dropSlot } from './replication-slot.ts';

/** As long as the server may need to read the log that a slot has kept. */
const READ_WITHIN = 600_000;

/**
 * From log tailing to polling: of the rows that the table holds, those that the slot does not bring any more are sent. They are
 * deleted, and the slot is dropped, so that it keeps no log for nobody. Whoever dies in the middle of it leaves it to
 * be done again. Without a usable slot nothing is known, and all rows of the table are sent: at least once.
 */
export async function forgetSlot(client: pg.Client, slot: string, state: 'free' | 'lost', log: RelayLog): Promise<void> {
  try {
    const deleted = state === 'free' ? await deleteConfirmed(client, slot) : 0;
    await dropSlot(client, slot);
    log.info({ slot, state, deleted }, 'polling takes over from log tailing: the replication slot is dropped');
  } catch (error) {
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    log.warn({ err: error, slot }, 'this role may not replicate: all rows of the outbox are sent again, and the slot, which keeps log, is to be dropped by hand');
  }
}

/** In one snapshot: a row that is committed later is none of those that the slot had before. */
async function deleteConfirmed(client: pg.Client, slot: string): Promise<number> {
  await client.query('begin isolation level repeatable read');
  try {
    await client.query('select from outbox limit 1');
    const { rowCount } = await client.query('delete from outbox where id <> all($1::uuid[])', [await unconfirmed(client, slot)]);
    await client.query('commit');
    return rowCount ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** The ids of the rows that the slot would bring. */
async function unconfirmed(client: pg.Client, slot: string): Promise<string[]> {
  const ids: string[] = [];
  const decoder = new PgoutputDecoder('', {
    begin: () => {},
    add: ({ headers }: OutboxRecord) => void ids.push(headers[headerNames.id]!),
    commit: () => {},
  });
  const peek = `select data from pg_logical_slot_peek_binary_changes($1, null, null, 'proto_version', '1', 'publication_names', 'ftgo_outbox')`;
  const { rows } = await client.query<{ data: Buffer }>({ text: peek, values: [slot], query_timeout: READ_WITHIN } as pg.QueryConfig);
  for (const { data } of rows) decoder.decode(data);
  return ids;
}
