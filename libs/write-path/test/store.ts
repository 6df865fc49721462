import { type TestDatabase, testDatabase } from '@ftgo/testing';
import type pg from 'pg';
import { CoalescingWritePath, SqlExecutor, SqlFault, type WritePathOptions, pgSql, writePool } from '../src/index.ts';

/** What a test may do at the moment that matters, and what it may look at afterwards. */
export class WatchedSql extends SqlExecutor {
  readonly loads: unknown[] = [];
  readonly writes: { readonly inbox: unknown[]; readonly outbox: unknown[]; readonly dead: unknown[] }[] = [];
  readonly faults: SqlFault[] = [];
  /** Runs once, between a load and its write. */
  beforeWrite: (() => Promise<unknown>) | undefined;
  /** Runs once, when a write has committed and its answer is on the way; what it throws is what the write path gets. */
  afterWrite: (() => Promise<unknown>) | undefined;
  /** The connection seems lost as soon as a write was sent, once, while the server goes on with it. */
  abandonWrite = false;

  constructor(private readonly sql: SqlExecutor) {
    super();
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    const isWrite = sql.includes('for update') || sql.includes('insert into');
    if (isWrite) {
      await once(this, 'beforeWrite');
      this.writes.push(JSON.parse(params[0] as string));
    } else this.loads.push(params[0]);
    try {
      const running = this.sql.query<T>(sql, params);
      if (isWrite && this.abandonWrite) {
        this.abandonWrite = false;
        running.catch(() => undefined);
        throw new SqlFault('the connection was lost', undefined, undefined);
      }
      const answer = await running;
      if (isWrite) await once(this, 'afterWrite');
      return answer;
    } catch (error) {
      if (error instanceof SqlFault) this.faults.push(error);
      throw error;
    }
  }
}

async function once(sql: WatchedSql, moment: 'beforeWrite' | 'afterWrite'): Promise<void> {
  const act = sql[moment];
  sql[moment] = undefined;
  await act?.();
}

/** One service process: its own pool, its own write path. */
export interface Process {
  readonly unwatched: SqlExecutor;
  readonly sql: WatchedSql;
  readonly writePath: CoalescingWritePath;
}

/** A database with the runtime's tables and one for jars of beans. */
export interface Store {
  readonly db: TestDatabase;
  /** Starts one more process on the database. */
  process(options?: WritePathOptions & { readonly connection?: object }): Process;
  close(): Promise<void>;
}

export async function openStore(): Promise<Store> {
  const db = await testDatabase();
  await db.query(`create table jars (id uuid primary key, version integer not null, owner text not null,
    beans integer not null check (beans >= 0), note text unique, filled timestamptz, labels jsonb)`);
  await db.query('create table shelves (id uuid primary key, version integer not null, room integer not null, label text unique)');
  const pools: pg.Pool[] = [];
  return {
    db,
    process: ({ connection, ...options } = {}) => {
      const pool = writePool({ connectionString: db.url, ...connection });
      pools.push(pool);
      const unwatched = pgSql(pool);
      const sql = new WatchedSql(unwatched);
      // Patient, for a machine that pauses.
      return { unwatched, sql, writePath: new CoalescingWritePath(sql, { patience: 60_000, ...options }) };
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await db.drop();
    },
  };
}
