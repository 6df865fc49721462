import { PassingFault } from '@ftgo/write-path';
import pg from 'pg';

/**
 * What no statement is to blame for (PostgreSQL, Appendix A): the connection, whom it lets in, a missing database, resources, an
 * operator's intervention, the system; a server that does not take writes or connections just now; a migration that is still to come.
 */
const OF_THE_SERVER = /^(08|28|3D|53|57|58|25006|55000|42P01|42703)/;
/** A client that does not keep to the protocol has a bug. */
const PROTOCOL_VIOLATION = '08P01';

/**
 * A pool that tells what will pass by itself from what a statement is to blame for. Whoever reads through it need not know how
 * clients say that the database is away: there are a dozen ways.
 *
 * @returns its `query` rejects with PassingFault where the database cannot be reached, goes away or is overloaded
 */
export function databasePool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // Of a connection that nobody was using: there will be another.
  pool.on('error', () => undefined);
  const query = pool.query.bind(pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
  const told = async (statement: pg.QueryConfig): Promise<pg.QueryResult> => {
    try {
      return await query(statement);
    } catch (error) {
      throw isOfTheServer(error) ? new PassingFault((error as Error).message, { cause: error }) : error;
    }
  };
  return Object.assign(pool, { query: told });
}

function isOfTheServer(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return OF_THE_SERVER.test(error.code!) && error.code !== PROTOCOL_VIOLATION;
  // What is no answer of the server is a connection that was not made or was lost; or a parameter that could not be written down.
  return !(error instanceof TypeError || error instanceof RangeError);
}
