import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '@ftgo/testing';
import pg from 'pg';
import { databaseName, databaseServices, databaseUrl, prepareDatabases } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { postgresFolder, postgresUrl, preparePostgres } from './postgres.ts';
import { ServerProcess } from './server-process.ts';

const passwords = Object.fromEntries(databaseServices.map((service) => [service, `test-${service}`]));
const pairs = databaseServices.flatMap((role) => databaseServices.filter((other) => other !== role).map((other) => [role, other] as const));

// A server of this test's own: roles and databases have the names that they have in earnest.
const folder = mkdtempSync(join(tmpdir(), 'ftgo-databases-'));
let postgres: ServerProcess;
let server: string;

/** Logs in as one service's role to the database of another, and says as whom it was let in. */
async function logIn(role: DatabaseService, database: DatabaseService, replication?: 'database' | 'true'): Promise<string> {
  const url = new URL(databaseUrl(server, role, passwords[role]!));
  url.pathname = `/${databaseName(database)}`;
  if (replication) url.searchParams.set('replication', replication);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(replication ? 'IDENTIFY_SYSTEM' : 'create temporary table mine ()');
    return client.user!;
  } finally {
    await client.end();
  }
}

const noEntry = { code: '42501', message: expect.stringContaining('permission denied for database') };

beforeAll(async () => {
  chmodSync(folder, 0o755);
  const [port = 0] = await freePorts(1);
  const options = { folder: join(folder, 'postgres'), port, password: 'test', logFile: join(folder, 'postgres.log') };
  postgres = new ServerProcess(await preparePostgres({ ...options, settings: { fsync: 'off', shared_buffers: '16MB' } }));
  server = postgresUrl(options);
  await postgres.ready();
  await prepareDatabases(server, passwords);
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
  rmSync(postgresFolder(join(folder, 'postgres')), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

describe('a database per service (T1)', () => {
  it.each(databaseServices)('%s logs in to its own and may tail its log', async (service) => {
    expect(await logIn(service, service)).toBe(databaseName(service));
    expect(await logIn(service, service, 'database')).toBe(databaseName(service));
  });

  it.each(pairs)('%s cannot log in to that of %s, nor tail its log', async (role, other) => {
    await expect(logIn(role, other)).rejects.toMatchObject(noEntry);
    await expect(logIn(role, other, 'database')).rejects.toMatchObject(noEntry);
  });

  it.each(databaseServices)('%s cannot stream the log of the whole server', async (service) => {
    await expect(logIn(service, service, 'true')).rejects.toMatchObject({ code: '28000' });
  });

  it.each(databaseServices)('%s is no superuser, and makes no databases and no roles', async (service) => {
    const client = new pg.Client({ connectionString: databaseUrl(server, service, passwords[service]!) });
    await client.connect();
    try {
      const { rows } = await client.query('select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user');
      expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false }]);
    } finally {
      await client.end();
    }
  });

  it('may be prepared again, with what is in it', async () => {
    await expect(prepareDatabases(server, passwords)).resolves.toMatchObject({ order: expect.stringContaining('/ftgo_order') });
  });
});
