// Rebuilds every delivery in a database from all that happened to it, and prints where it is kept otherwise:
//   node rebuild.ts <database URL> [--strict]    exit code 1 if any is
import pg from 'pg';
import { Histories } from '../../libs/write-path/src/event-streams/histories.ts';
import { pgSql } from '../../libs/write-path/src/pg-sql.ts';
import { deliveryStreams } from '../../services/delivery/src/delivery/outbound/prisma/delivery-streams.ts';

const [connectionString, mode] = process.argv.slice(2);
const client = new pg.Client({ connectionString });

await client.connect();
const rebuilt = await new Histories(pgSql(client), deliveryStreams).compare();
console.log(JSON.stringify(rebuilt));
if (mode === '--strict' && rebuilt.drifts.length > 0) process.exitCode = 1;
await client.end();
