// Rebuilds every delivery in a database from all that happened to it, and prints where it is kept otherwise:
//   node rebuild.ts <database URL> [--strict]    exit code 1 if any is
import pg from 'pg';
import { Histories } from '../../libs/write-path/src/event-streams/histories.ts';
import { SqlExecutor } from '../../libs/write-path/src/sql-executor.ts';
import { deliveryStreams } from '../../services/delivery/src/delivery/outbound/prisma/delivery-streams.ts';

const [connectionString, mode] = process.argv.slice(2);
const client = new pg.Client({ connectionString });

class PgSql extends SqlExecutor {
  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    return (await client.query(sql, [...params])).rows as T[];
  }
}

await client.connect();
const rebuilt = await new Histories(new PgSql(), deliveryStreams).compare();
console.log(JSON.stringify(rebuilt));
if (mode === '--strict' && rebuilt.drifts.length > 0) process.exitCode = 1;
await client.end();
