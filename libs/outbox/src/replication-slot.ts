import type pg from 'pg';
import { DUPLICATE_OBJECT, UNDEFINED_OBJECT, connect, sqlState } from './connection.ts';
import { parseLsn } from './lsn.ts';
import type { Lsn } from './lsn.ts';
import { outboxColumns } from './outbox-row.ts';
import type { OutboxRow } from './outbox-row.ts';

/** Where a slot stands. `lost`: the server has dropped log that the slot still needed (`max_slot_wal_keep_size`). */
export type Slot =
  | { readonly state: 'missing' | 'lost' }
  | { readonly state: 'free' | 'taken'; readonly confirmed: Lsn };

export interface SlotNames {
  readonly slot: string;
  readonly publication: string;
}

/** The name of a database's slot unless told otherwise. */
export function slotOf(databaseUrl: string): string {
  const database = new URL(databaseUrl).pathname.slice(1);
  return `${database.toLowerCase().replace(/[^a-z0-9_]/g, '_')}_outbox`;
}

export async function findSlot(control: pg.Client, slot: string): Promise<Slot> {
  const found = await control.query<{ active: boolean; lost: boolean; confirmed: string }>(
    `select active, wal_status = 'lost' as lost, confirmed_flush_lsn as confirmed from pg_replication_slots where slot_name = $1`,
    [slot],
  );
  const row = found.rows[0];
  if (!row) return { state: 'missing' };
  if (row.lost) return { state: 'lost' };
  return { state: row.active ? 'taken' : 'free', confirmed: parseLsn(row.confirmed) };
}

/**
 * Makes the publication where there is none. A slot looks for its publication in the catalogue as it was when a row was
 * written, so a slot that is older than the publication can never be read again and is dropped first.
 */
export async function ensurePublication(control: pg.Client, { slot, publication }: SlotNames): Promise<void> {
  const found = await control.query('select from pg_publication where pubname = $1', [publication]);
  if (found.rowCount) return;
  await dropSlot(control, slot);
  try {
    await control.query(`create publication "${publication}" for table outbox with (publish = 'insert', publish_via_partition_root = true)`);
  } catch (error) {
    if (sqlState(error) !== DUPLICATE_OBJECT) throw error;
  }
}

export async function dropSlot(control: pg.Client, slot: string): Promise<void> {
  try {
    await control.query('select pg_drop_replication_slot($1)', [slot]);
  } catch (error) {
    if (sqlState(error) !== UNDEFINED_OBJECT) throw error;
  }
}

interface SlotMaking {
  readonly databaseUrl: string;
  readonly slot: string;
  /** Milliseconds after which the server takes a relay that hangs in the middle of it for dead. */
  readonly silence: number;
  /** Resolves when the rows are with the broker; throws to give up. */
  readonly forward: (rows: OutboxRow[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Makes a slot that is missing or lost, after all rows that the table still holds have been forwarded in the order of
 * `seq`. A temporary slot fixes the place in the log where the rows read end and the stream begins, and it is copied
 * under the real name when they are through: whoever dies before that leaves no slot behind, and the next one reads again. It also
 * is the lock against a second relay that does the same.
 *
 * @returns false where another relay is at it, or has just done it
 */
export async function makeSlotAnew(control: pg.Client, { databaseUrl, slot, silence, forward, signal }: SlotMaking): Promise<boolean> {
  const reader = await connect(databaseUrl, { replication: 'database', silence });
  const giveUp = (): void => void reader.end().catch(() => {});
  signal.addEventListener('abort', giveUp);
  let signs: NodeJS.Timeout | undefined;
  try {
    const temporary = `${slot}_anew`;
    await reader.query('begin read only isolation level repeatable read');
    try {
      await reader.query(`CREATE_REPLICATION_SLOT "${temporary}" TEMPORARY LOGICAL pgoutput (SNAPSHOT 'use')`);
    } catch (error) {
      if (sqlState(error) === DUPLICATE_OBJECT) return false;
      throw error;
    }
    // Between two fetches the broker may take its time.
    signs = setInterval(() => void reader.query('select').catch(() => {}), silence / 4);
    const { state } = await findSlot(control, slot);
    if (state === 'free' || state === 'taken') return false;
    if (state === 'lost') await dropSlot(control, slot);

    const columns = outboxColumns.map((column) => `"${column}"::text`).join(', ');
    await reader.query(`declare left_behind cursor for select ${columns} from outbox order by seq`);
    for (;;) {
      const { rows } = await reader.query<(string | null)[]>({ text: 'fetch 500 from left_behind', rowMode: 'array' });
      if (rows.length === 0) break;
      await forward(rows);
    }
    await reader.query('commit');
    await reader.query(`select pg_copy_logical_replication_slot('${temporary}', '${slot}', false)`);
    // Where the database fails over to a standby, the slot goes with it (PostgreSQL 17).
    await reader.query(`ALTER_REPLICATION_SLOT "${slot}" (FAILOVER true)`);
    return true;
  } finally {
    clearInterval(signs);
    signal.removeEventListener('abort', giveUp);
    await reader.end().catch(() => {});
  }
}
