import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import pg from 'pg';
import { databaseName } from '../../infra/databases.ts';
import type { StatefulService } from './fault-plan.ts';

/** The relay's session in PostgreSQL: the replication connection where there is one. */
const itsSession = `select pid, client_port from pg_stat_activity
  where datname = $1 and application_name = 'ftgo-outbox-relay' order by backend_type = 'walsender' desc, backend_start limit 1`;

interface Session {
  readonly pid: number;
  readonly client_port: number;
}

async function withSession<T>(postgresUrl: string, service: StatefulService, use: (session: Session, client: pg.Client) => Promise<T>): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Session>(itsSession, [databaseName(service)]);
    return rows[0] && (await use(rows[0], client));
  } catch {
    // PostgreSQL is away: so is the relay's session.
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Ends the relay's connection on the server's side, as a failover or an administrator does. */
export const cutRelay = (postgresUrl: string, service: StatefulService): Promise<boolean> =>
  withSession(postgresUrl, service, async ({ pid }, client) => {
    await client.query('select pg_terminate_backend($1)', [pid]);
    return true;
  }).then((cut) => cut ?? false);

/** Which of the processes holds the relay's session; undefined while none does. */
export const relayHolder = (postgresUrl: string, service: StatefulService, pids: readonly number[]): Promise<number | undefined> =>
  withSession(postgresUrl, service, ({ client_port: port }) => Promise.resolve(ownerOf(port, pids)));

/** The process whose end of a TCP connection has the local port. Linux only. */
function ownerOf(port: number, pids: readonly number[]): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1));
  const inodes = new Set(sockets.map((line) => line.trim().split(/\s+/)).flatMap((fields) => (fields[1]?.endsWith(`:${hex}`) ? [fields[9]] : [])));
  return pids.find((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []);
  } catch {
    return [];
  }
}
