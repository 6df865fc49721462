import { migrate, runtimeMigrations, serviceMigrations } from '@ftgo/migrations';
import pg from 'pg';
import { eventually } from './eventually.ts';
import { uniqueName } from './unique-name.ts';

export interface TestDatabaseOptions {
  /** Applies the runtime's tables and those of this service, e.g. `order`. */
  readonly service?: string;
  /** Folders of migrations, instead of the runtime's; none: `[]`. */
  readonly migrations?: readonly string[];
}

/** A database of one test's own, on a real PostgreSQL. */
export interface TestDatabase {
  readonly name: string;
  /** Its superuser's URL; it may replicate. */
  readonly url: string;
  /** What {@link query} asks. */
  readonly pool: pg.Pool;
  query<Row extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Ends its sessions and replication slots and removes it. */
  drop(): Promise<void>;
}

let answering: Promise<string> | undefined;

/**
 * The superuser's URL of the PostgreSQL for tests: `FTGO_TEST_POSTGRES_URL`, which the test run sets to a server of its own
 * when it is not given. Waits until the server answers.
 */
export const testPostgres = (): Promise<string> => {
  const url = process.env['FTGO_TEST_POSTGRES_URL'];
  if (!url) throw new Error('FTGO_TEST_POSTGRES_URL is not set: run jest with the configuration of the workspace root.');
  return (answering ??= eventually(() => withClient(url, async () => url), { within: 60_000, every: 100 }));
};

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const urlOf = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

/** Makes an empty, uniquely named database with the runtime's tables (inbox, outbox, dead letters) or those asked for. */
export const testDatabase = async ({ service, migrations }: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const server = await testPostgres();
  const name = uniqueName(service ? `test_${service}` : 'test');
  await withClient(server, (client) => client.query(`create database ${name}`));
  const url = urlOf(server, name);
  await migrate(url, [...(migrations ?? [runtimeMigrations]), ...(service ? [serviceMigrations(service)] : [])]);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  return {
    name,
    url,
    pool,
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) => (await pool.query<Row>(sql, [...params])).rows,
    drop: async () => {
      await pool.end();
      await withClient(server, async (client) => {
        // A database with a replication slot cannot be dropped, a slot that is read cannot either.
        await eventually(async () => {
          await client.query('select pg_terminate_backend(active_pid) from pg_replication_slots where database = $1 and active', [name]);
          await client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = $1', [name]);
          await client.query(`drop database if exists ${name} with (force)`);
        });
      });
    },
  };
};
