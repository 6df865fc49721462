import type pg from 'pg';
import { LOCK_NOT_AVAILABLE, sqlState } from './connection.ts';
import { parseLsn } from './lsn.ts';
import type { Lsn } from './lsn.ts';
import type { RelayLog } from './relay-log.ts';

/** Partitions exist for today and so many days after it. */
const DAYS_AHEAD = 7;

interface Partition {
  readonly name: string;
  /** The first day that it holds, `2026-11-21`. */
  readonly from: string;
  /** Days that lie whole between its end and today. */
  readonly daysPast: number;
}

/**
 * The days of an outbox that is partitioned by `day`: made ahead, and dropped when at least one full day has passed and all of
 * their rows are behind the confirmed position. Until then they are what a relay sends again whose slot was lost.
 */
export class OutboxPartitions {
  readonly #table: string;
  readonly #log: RelayLog;
  /** Positions in the log by which all rows of a partition were committed. */
  readonly #complete = new Map<string, Lsn>();

  constructor(table: string, log: RelayLog) {
    this.#table = table;
    this.#log = log;
  }

  /** Makes what is missing of today's and the next days' partitions. Safe to race. */
  async make(control: pg.Client): Promise<void> {
    const existing = new Set((await this.#partitions(control)).map(({ from }) => from));
    const { rows } = await control.query<{ from: string; to: string }>(
      `select day::date::text as from, (day::date + 1)::text as to
       from generate_series(${TODAY}, ${TODAY} + ${DAYS_AHEAD}, interval '1 day') as day`,
    );
    for (const { from, to } of rows.filter((day) => !existing.has(day.from))) {
      const name = `${this.#table}_${from.replaceAll('-', '')}`;
      await control.query(`create table if not exists "${name}" partition of "${this.#table}" for values from ('${from}') to ('${to}')`);
    }
  }

  /**
   * Drops what is past, in two visits: the first notes a position by which every row was committed, a later one finds it
   * confirmed. A partition that somebody has locked is left for the next visit, so that no writer waits.
   */
  async drop(control: pg.Client, confirmed: () => Lsn): Promise<void> {
    for (const { name } of (await this.#partitions(control)).filter(({ daysPast }) => daysPast >= 1)) {
      const complete = this.#complete.get(name);
      if (complete === undefined) {
        const position = await this.#locked(control, `lock table "${name}" in share mode`);
        if (position !== undefined) this.#complete.set(name, position);
      } else if (confirmed() >= complete && (await this.#locked(control, `drop table "${name}"`)) !== undefined) {
        this.#complete.delete(name);
        this.#log.info({ partition: name }, 'dropped a day of the outbox that was sent long ago');
      }
    }
  }

  /** @returns the log's position while nobody could write, or undefined where the lock was not to be had at once. */
  async #locked(control: pg.Client, statement: string): Promise<Lsn | undefined> {
    await control.query('begin');
    try {
      await control.query(`set local lock_timeout = '200ms'`);
      await control.query(statement);
      const { rows } = await control.query<{ lsn: string }>('select pg_current_wal_insert_lsn() as lsn');
      await control.query('commit');
      return parseLsn(rows[0]!.lsn);
    } catch (error) {
      await control.query('rollback');
      if (sqlState(error) === LOCK_NOT_AVAILABLE) return undefined;
      throw error;
    }
  }

  async #partitions(control: pg.Client): Promise<Partition[]> {
    const { rows } = await control.query<Partition>(
      `select name, bounds[1] as from, ${TODAY} - bounds[2]::date as "daysPast"
       from (
         select c.relname as name, regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''(.+)''\\) TO \\(''(.+)''\\)') as bounds
         from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = to_regclass($1)
       ) as partition
       where bounds is not null
       order by bounds[1]`,
      [`"${this.#table}"`],
    );
    return rows;
  }
}

const TODAY = `(now() at time zone 'utc')::date`;
