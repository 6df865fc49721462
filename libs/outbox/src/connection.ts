import pg from 'pg';

/** Times are read as text: their form must not depend on the server's settings. */
export const sessionSettings = {
  options: '-c TimeZone=UTC -c DateStyle=ISO',
  application_name: 'ftgo-outbox-relay',
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
} as const;

/** A connection of the relay's own, beside the service's pool. With `replication` it also takes replication commands. */
export async function connect(databaseUrl: string, replication?: 'database'): Promise<pg.Client> {
  // What is asked of it is answered at once; a new slot, though, may wait for other transactions to end.
  const kind = replication ? { replication } : { query_timeout: 30_000 };
  const client = new pg.Client({ connectionString: databaseUrl, ...sessionSettings, ...kind } as pg.ClientConfig);
  // A connection that breaks between queries says so here; the next query tells it to whoever needs it.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** PostgreSQL's code of an error (https://www.postgresql.org/docs/17/errcodes-appendix.html). */
export function sqlState(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}

export const OBJECT_IN_USE = '55006';
export const DUPLICATE_OBJECT = '42710';
export const UNDEFINED_OBJECT = '42704';
export const LOCK_NOT_AVAILABLE = '55P03';
