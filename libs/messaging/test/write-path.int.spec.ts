import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, eventually, testDatabase, uniqueName } from '@ftgo/testing';
import { type AggregateTable, CoalescingWritePath, SqlExecutor, SqlFault, pgSql } from '@ftgo/write-path';
import { Controller, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MessageContext, OnEvent } from '../src/index.ts';
import { type Ping, type TestService, type Types, pingAndPong, testService } from '../src/subscribers/test-service.mother.ts';

interface Counter {
  readonly n: number;
}
const counters: AggregateTable<Counter> = {
  table: 'counters',
  columns: { n: 'integer' },
  toRow: ({ n }) => ({ n }),
  fromRow: ({ n }) => ({ n: n as number }),
};

class Database extends SqlExecutor {
  isAway = false;
  readonly #sql: SqlExecutor;
  constructor({ pool }: TestDatabase) {
    super();
    this.#sql = pgSql(pool);
  }
  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    if (this.isAway) throw new SqlFault('The database is away', undefined, undefined);
    return this.#sql.query<T>(sql, params);
  }
}

let db: TestDatabase;
let database: Database;
let types: Types;
const services: TestService[] = [];
beforeEach(async () => {
  db = await testDatabase();
  await db.query('create table counters (id uuid primary key, version integer not null, n integer not null)');
  database = new Database(db);
  types = await pingAndPong();
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
  await db.drop();
});

/** A service that adds up pings per key; a negative one is a bug to it. */
async function counting(name: string): Promise<TestService> {
  const writePath = new CoalescingWritePath(database);
  @Controller()
  class Counting {
    @OnEvent('counting', types.Ping)
    async onPing(@Payload() { n }: Ping, @Ctx() { message, cause }: MessageContext): Promise<void> {
      await writePath.update(
        [{ table: counters, id: message.key }],
        (counter) => {
          if (n < 0) throw new RangeError('a negative ping');
          return { states: [{ n: (counter?.n ?? 0) + n }] };
        },
        cause,
      );
    }
  }
  const patience = { first: 10, longest: 50, attempts: 3, time: 100 };
  const service = await testService([Counting as Type], { name, writePath: () => writePath, patience });
  services.push(service);
  return service;
}

const sums = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await db.query<{ id: string; n: number }>('select id, n from counters')).map(({ id, n }) => [id, n]));
const letters = () => db.query<{ key: string; state: string }>('select key, state from dead_letters order by position');

describe('a subscriber on the write path', () => {
  it('lets every message have its effect once, however often it is delivered and by whomever', async () => {
    const name = uniqueName('service');
    const first = await counting(name);
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const ids = keys.map((key) => [1, 2, 3, 4, 5].map((n) => ({ key, n, id: randomUUID() }))).flat();
    const sendAll = (service: TestService) => Promise.all(ids.map(({ key, n, id }) => service.send(types.Ping, key, { n }, { id })));
    await sendAll(first);
    const second = await counting(name);
    await sendAll(second);
    await first.close();
    await sendAll(second);
    await eventually(async () => expect(await sums()).toEqual(Object.fromEntries(keys.map((key) => [key, 15]))));
    await eventually(() => expect(second.broker.health().subscriptions[0]).toMatchObject({ state: 'running', lag: 0 }), { within: 20_000 });
    expect(await sums()).toEqual(Object.fromEntries(keys.map((key) => [key, 15])));
    expect(await letters()).toEqual([]);
  });

  it('waits for the database, however long it is away, and dead-letters nothing', async () => {
    const service = await counting(uniqueName('service'));
    const key = randomUUID();
    database.isAway = true;
    for (const n of [1, 2, 3]) await service.send(types.Ping, key, { n });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    database.isAway = false;
    await eventually(async () => expect(await sums()).toEqual({ [key]: 6 }));
    expect(await letters()).toEqual([]);
  });

  it('parks the key of a message that it cannot handle; its later messages wait behind, other keys go on', async () => {
    const service = await counting(uniqueName('service'));
    const [stuck, free] = [randomUUID(), randomUUID()];
    for (const n of [1, -1, 2, 3]) await service.send(types.Ping, stuck, { n });
    await service.send(types.Ping, free, { n: 7 });
    await eventually(async () => expect(await sums()).toEqual({ [stuck]: 1, [free]: 7 }));
    await eventually(async () =>
      expect(await letters()).toEqual([
        { key: stuck, state: 'dead' },
        { key: stuck, state: 'waiting' },
        { key: stuck, state: 'waiting' },
      ]),
    );
    await eventually(() => expect(service.broker.health().subscriptions[0]!.lag).toBe(0));
  });
});
