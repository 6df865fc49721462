import type pg from 'pg';
import { LOCK_NOT_AVAILABLE, sqlState } from './connection.ts';
import { parseLsn } from './lsn.ts';
import type { Lsn } from './lsn.ts';

/** A service may be without a relay that long and still find its partition; beyond that the default partition takes over. */
const DAYS_AHEAD = 14;

/** All rows of the days before `before` were committed by `position`. */
interface Past {
  readonly before: string;
  readonly position: Lsn;
}

/**
 * The days of the outbox: made ahead, and dropped when at least one full day lies between them and today and all of their rows
 * are sent: behind the confirmed position (log tailing; until then they are what is sent again where a slot was lost), or
 * deleted (polling).
 */
export class OutboxPartitions {
  #past: Past | undefined;

  /** Makes what is missing of today's and the next days' partitions. Safe to race. */
  async make(control: pg.Client): Promise<void> {
    await control.query(`select maintain_outbox(${DAYS_AHEAD})`);
  }

  /**
   * Drops what is past, in two visits: the first notes a position by which every row of it was committed, a later one finds it
   * confirmed. What somebody has locked is left for the next visit, so that no writer waits.
   *
   * @returns the day before which everything was dropped, if so
   */
  async drop(control: pg.Client, confirmed: Lsn): Promise<string | undefined> {
    const past = this.#past;
    if (!past) {
      this.#past = await this.#committedBefore(control);
    } else if (confirmed >= past.position) {
      this.#past = undefined;
      const drop = (): Promise<unknown> => control.query('select maintain_outbox($1, $2::date)', [DAYS_AHEAD, past.before]);
      if (await atOnce(control, drop)) return past.before;
    }
    return undefined;
  }

  /**
   * Drops what is past and holds no row (polling: what was sent is deleted), unless somebody has it in hand.
   *
   * @returns the day before which everything was dropped, if so
   */
  async dropEmpty(control: pg.Client): Promise<string | undefined> {
    const past = await this.#pastDays(control);
    if (!past) return undefined;
    let dropped = false;
    await atOnce(control, async () => {
      await control.query(`lock table ${past.partitions.join(', ')}, outbox_default in access exclusive mode`);
      const { rowCount } = await control.query('select from outbox where day < $1::date limit 1', [past.before]);
      if (rowCount) return;
      await control.query('select maintain_outbox($1, $2::date)', [DAYS_AHEAD, past.before]);
      dropped = true;
    });
    return dropped ? past.before : undefined;
  }

  /** A shared lock is only to be had where no row waits for its commit. */
  async #committedBefore(control: pg.Client): Promise<Past | undefined> {
    const past = await this.#pastDays(control);
    if (!past) return undefined;
    let position: Lsn | undefined;
    await atOnce(control, async () => {
      await control.query(`lock table ${past.partitions.join(', ')} in share mode`);
      const now = await control.query<{ lsn: string }>('select pg_current_wal_insert_lsn() as lsn');
      position = parseLsn(now.rows[0]!.lsn);
    });
    return position === undefined ? undefined : { before: past.before, position };
  }

  /** The partitions of days before yesterday. */
  async #pastDays(control: pg.Client): Promise<{ before: string; partitions: string[] } | undefined> {
    const { rows } = await control.query<{ before: string; partitions: string[] }>(
      `select before::text, array_agg(relid::regclass::text) as partitions
       from pg_partition_tree('outbox'), (select (now() at time zone 'utc')::date - 1 as before) as yesterday
       where relid::regclass::text ~ '^outbox_\\d{8}$' and right(relid::regclass::text, 8) < to_char(before, 'YYYYMMDD')
       group by before`,
    );
    return rows[0];
  }
}

/** Does work in a transaction that waits for no lock. @returns whether it was done */
async function atOnce(control: pg.Client, work: () => Promise<unknown>): Promise<boolean> {
  await control.query('begin');
  try {
    await control.query(`set local lock_timeout = '200ms'`);
    await work();
    await control.query('commit');
    return true;
  } catch (error) {
    await control.query('rollback');
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
