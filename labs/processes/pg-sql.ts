import { SqlExecutor, SqlFault } from '@ftgo/write-path';
import pg from 'pg';

/** The write path's statements without Prisma: a lab has no schema to generate a client from. */
export class PgSql extends SqlExecutor {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    super();
    this.#pool = new pg.Pool({ connectionString: url, max: 2 });
    this.#pool.on('error', () => undefined);
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    try {
      return (await this.#pool.query(sql, [...params])).rows as T[];
    } catch (error) {
      const { message, code, constraint } = error as pg.DatabaseError;
      throw new SqlFault(message, code, constraint, { cause: error });
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
