import { MigrationFailed, isMigrated, migrate, runtimeMigrations, serviceMigrations } from '@ftgo/migrations';
import pg from 'pg';
import { Problem } from './problem.ts';

/** The services that keep state, each in a database of its own under a role of its own. */
export const databaseServices = ['order', 'consumer', 'restaurant', 'delivery'] as const;
export type DatabaseService = (typeof databaseServices)[number];

export const databaseName = (service: DatabaseService): string => `ftgo_${service}`;

export const databaseUrl = (server: string, service: DatabaseService, password: string): string => {
  const url = new URL(server);
  url.username = databaseName(service);
  url.password = password;
  url.pathname = `/${databaseName(service)}`;
  return url.href;
};

/**
 * Makes each service's role and database, where missing, so that no service can log in to another's. The role may replicate: the
 * outbox relay reads its own database's log.
 *
 * @param server a superuser's URL
 * @returns the URL of each service
 */
export const prepareDatabases = async (
  server: string,
  passwords: Readonly<Record<string, string>>,
): Promise<Record<DatabaseService, string>> => {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect().catch((error: Error) => {
    throw new Problem(`PostgreSQL at ${new URL(server).host} does not take the given user: ${error.message}. Check FTGO_POSTGRES_URL.`);
  });
  try {
    for (const service of databaseServices) {
      const name = databaseName(service);
      const password = client.escapeLiteral(passwords[service] ?? '');
      const { rowCount: role } = await client.query('select from pg_roles where rolname = $1', [name]);
      await client.query(`${role ? 'alter' : 'create'} role ${name} login replication password ${password}`);
      const { rowCount: database } = await client.query('select from pg_database where datname = $1', [name]);
      if (!database) await client.query(`create database ${name} owner ${name}`);
      await client.query(`revoke connect, temporary on database ${name} from public`);
    }
  } finally {
    await client.end();
  }
  return Object.fromEntries(databaseServices.map((service) => [service, databaseUrl(server, service, passwords[service] ?? '')])) as Record<
    DatabaseService,
    string
  >;
};

/** Applies the missing migrations of a service, as its own role. Returns how many there were. */
export const migrateOne = async (service: DatabaseService, url: string): Promise<number> => {
  try {
    return (await migrate(url, [runtimeMigrations, serviceMigrations(service)])).length;
  } catch (error) {
    throw error instanceof MigrationFailed ? new Problem(error.message) : error;
  }
};

/** Whether nothing of a service's schema is missing. */
export const isSchemaThere = (service: DatabaseService, url: string): Promise<boolean> => isMigrated(url, [runtimeMigrations, serviceMigrations(service)]);

/** The same for every service. */
export const migrateAll = async (urls: Readonly<Record<DatabaseService, string>>): Promise<number> => {
  let applied = 0;
  for (const service of databaseServices) applied += await migrateOne(service, urls[service]);
  return applied;
};

/** What tells this PostgreSQL's data from any other's, made when the data folder was. */
export const dataIdentity = async (server: string): Promise<string> => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('select system_identifier::text as id from pg_control_system()');
    return rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
};
