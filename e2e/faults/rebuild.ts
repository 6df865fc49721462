// Rebuilds every delivery in a database from all that happened to it, and prints where it is kept otherwise: node rebuild.ts <database URL>
import pg from 'pg';
import { Histories } from '../../libs/write-path/src/event-streams/histories.ts';
import { SqlExecutor } from '../../libs/write-path/src/sql-executor.ts';
import { deliveryStreams } from '../../services/delivery/src/delivery/outbound/prisma/delivery-streams.ts';

const client = new pg.Client({ connectionString: process.argv[2] });

class PgSql extends SqlExecutor {
  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    return (await client.query(sql, [...params])).rows as T[];
  }
}

await client.connect();
console.log(JSON.stringify(await new Histories(new PgSql(), deliveryStreams).compare()));
await client.end();
