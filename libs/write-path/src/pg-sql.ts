import pg from 'pg';
import { SqlExecutor, SqlFault } from './sql-executor.ts';
import { statementNames } from './statement-names.ts';
import { PassingFault } from './write-path.ts';

/**
 * What a pool for the write path is made with beside its address and bounds. One flight is under way at a time, so that nearly always one
 * connection does all: the second is for when that one hangs. Plans are made without looking at the values, which are one JSON text:
 * unless told, PostgreSQL makes five plans for the first five runs of a statement on each connection, which take longer than the runs.
 */
export const writePoolSettings = { max: 2, options: '-c plan_cache_mode=force_generic_plan' } as const;

/** A pool for a write path beside a service's, such as in a test. What nobody asks for may fail: a connection that is lost while it rests. */
export function writePool(config: pg.PoolConfig): pg.Pool {
  return new pg.Pool({ ...writePoolSettings, ...config }).on('error', () => undefined);
}

/** What is used of a pool of `pg`. */
export interface PgPool {
  query(statement: { readonly name?: string; readonly text: string; readonly values: readonly unknown[] }): Promise<{ readonly rows: unknown[] }>;
}

/** Statements on a pool of `pg`, by name: for the write path, which has a few and runs them all the time. */
export function pgSql(pool: PgPool): SqlExecutor {
  return new PgSql(pool);
}

class PgSql extends SqlExecutor {
  readonly #nameOf = statementNames();

  constructor(private readonly pool: PgPool) {
    super();
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    try {
      const { rows } = await this.pool.query({ name: this.#nameOf(sql), text: sql, values: params });
      return rows as T[];
    } catch (error) {
      throw error instanceof PassingFault ? error : sqlFaultOf(error as Error);
    }
  }
}

function sqlFaultOf(error: Error): SqlFault {
  const { code, constraint } = error instanceof pg.DatabaseError ? error : {};
  return new SqlFault(error.message, code, constraint, { cause: error });
}
