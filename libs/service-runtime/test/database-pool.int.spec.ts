import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, eventually, testDatabase } from '@ftgo/testing';
import { PassingFault } from '@ftgo/write-path';
import type pg from 'pg';
import { databasePool } from '../src/database-pool.ts';

let database: TestDatabase;
let pool: pg.Pool | undefined;
let server: Server | undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(async () => {
  await pool?.end();
  server?.close();
  pool = server = undefined;
});

const poolAt = (connectionString: string, impatience: pg.PoolConfig = {}): pg.Pool => (pool = databasePool({ connectionString, max: 2, lock_timeout: 50, ...impatience }));
const ask = (asked: pg.Pool, text = 'select 1', values: unknown[] = []): Promise<unknown> => asked.query({ text, values });

/** Whatever does this with each connection; not PostgreSQL. */
async function impostor(greets: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    greets(socket);
  });
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  return `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
}

/** The answer to the first message, as PostgreSQL words it. */
const refusing = (code: string) => (socket: Socket) =>
  socket.once('data', () => {
    const fields = Buffer.from(`SFATAL\0C${code}\0Mnot now\0\0`);
    const head = Buffer.from([0x45, 0, 0, 0, fields.length + 4]);
    socket.end(Buffer.concat([head, fields]));
  });

describe('a database that is away', () => {
  it.each<[as: string, greets: (socket: Socket) => void]>([
    ['starting up', refusing('57P03')],
    ['full', refusing('53300')],
    ['not taking connections', refusing('55000')],
    ['hung', () => undefined],
    ['gone as soon as it is there', (socket) => void socket.once('data', () => socket.destroy())],
  ])('because it is %s is told as what will pass', async (_, greets) => {
    await expect(ask(poolAt(await impostor(greets), { connectionTimeoutMillis: 300 }))).rejects.toBeInstanceOf(PassingFault);
  });

  it('because nobody listens is told so too', async () => {
    const url = await impostor(() => undefined);
    await new Promise((closed) => server!.close(closed));
    await expect(ask(poolAt(url))).rejects.toBeInstanceOf(PassingFault);
  });

  it('because it ended the connection under way is told so too', async () => {
    const asked = poolAt(database.url);
    const sleeping = ask(asked, `select pg_sleep(60) /* asleep */`).catch((error: unknown) => error);
    await eventually(async () => {
      const [{ ended } = { ended: 0 }] = await database.query<{ ended: number }>(
        `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity where datname = current_database() and query like '%/* asleep */' and pid <> pg_backend_pid()`,
      );
      expect(ended).toBe(1);
    });
    expect(await sleeping).toBeInstanceOf(PassingFault);
    await expect(ask(asked)).resolves.toBeDefined();
  });

  it.each(['select * from nowhere', 'select nothing from pg_class'])('in that a migration is still to come is told so too: %s', async (text) => {
    await expect(ask(poolAt(database.url), text)).rejects.toBeInstanceOf(PassingFault);
  });

  it('because it does not answer in time is told so too', async () => {
    await expect(ask(poolAt(database.url, { query_timeout: 300 }), 'select pg_sleep(30)')).rejects.toBeInstanceOf(PassingFault);
  });
});

describe('what a statement is to blame for', () => {
  it.each<[what: string, code: string, text: string, values: unknown[]]>([
    ['its data', '22012', 'select 1/0', []],
    ['its syntax', '42601', 'selekt 1', []],
    ['more parameters than it has', '08P01', 'select $1::int', [1, 2]],
  ])('is told as it is: %s', async (_, code, text, values) => {
    await expect(ask(poolAt(database.url), text, values)).rejects.toMatchObject({ code });
  });

  it('is told as it is: a row that others hold', async () => {
    await database.query('create table held (id int primary key)');
    await database.query('insert into held values (1)');
    const asked = poolAt(database.url);
    const holder = await asked.connect();
    await holder.query('begin; select * from held for update');
    await expect(ask(asked, 'select * from held for update')).rejects.toMatchObject({ code: '55P03' });
    await holder.query('rollback');
    holder.release();
  });

  it('is told as it is: a parameter that cannot be written down', async () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    await expect(ask(poolAt(database.url), 'select $1::json', [circle])).rejects.toBeInstanceOf(TypeError);
  });
});
