import { migrate, runtimeMigrations } from '@ftgo/migrations';
import pg from 'pg';

/** The runtime's tables (inbox, outbox, dead letters), and one for what the receivers did. */
export class LabDatabase {
  readonly url: string;
  readonly #server: string;
  readonly #name: string;

  private constructor(server: string, name: string) {
    this.#server = server;
    this.#name = name;
    this.url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  }

  static async create(server: string, name: string): Promise<LabDatabase> {
    await query(server, `create database ${name}`);
    const database = new LabDatabase(server, name);
    await migrate(database.url, [runtimeMigrations]);
    await query(database.url, 'create table aggregates (id uuid primary key, version integer not null, handled jsonb not null)');
    return database;
  }

  async handled(): Promise<ReadonlyMap<string, readonly number[]>> {
    const rows = await query<{ id: string; handled: number[] }>(this.url, 'select id, handled from aggregates');
    return new Map(rows.map(({ id, handled }) => [id, handled]));
  }

  async drop(): Promise<void> {
    await query(this.#server, `drop database if exists ${this.#name} with (force)`);
  }
}

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
