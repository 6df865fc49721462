import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, pgSql, writePool } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../src/generated/prisma/client.ts';
import { KeepDeadlines } from '../src/order/application/index.ts';
import { cancel } from '../src/order/domain/change-wishes.ts';
import { approve, place } from '../src/order/domain/order.ts';
import { AJANTA, JANE, ajantasMenu, atNoon, fivePast, janesRequest, noon, patience } from '../src/order/domain/order.mother.ts';
import { PrismaOrderQueries } from '../src/order/outbound/prisma/prisma-order-queries.ts';
import { StoredMenus, StoredOrders } from '../src/order/outbound/prisma/stored-orders.ts';

const request = () => ({ kind: 'request' as const, correlationId: uuidv7() });

/** What one replica of the order service has: connections and a write path of its own, over the same database. */
function replica(url: string) {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  const pool = writePool({ connectionString: url });
  const writePath = new CoalescingWritePath(pgSql(pool));
  const orders = new StoredOrders(writePath);
  const queries = new PrismaOrderQueries(prisma, undefined as never);
  return { prisma, pool, orders, queries, menus: new StoredMenus(writePath), keepDeadlines: new KeepDeadlines(orders, queries, patience) };
}

let database: TestDatabase;
let replicas: ReturnType<typeof replica>[];

beforeAll(async () => {
  database = await testDatabase({ service: 'order' });
  replicas = [1, 2, 3].map(() => replica(database.url));
  await replicas[0]!.menus.project(AJANTA, () => ajantasMenu, request());
});

afterAll(async () => {
  await Promise.all(replicas.flatMap(({ prisma, pool }) => [prisma.$disconnect(), pool.end()]));
  await database.drop();
});

async function overdueOrders(count: number): Promise<string[]> {
  const placeOne = () => {
    const placing = { id: uuidv7(), consumerId: JANE, now: noon, dueAt: fivePast };
    return replicas[0]!.orders.place(placing.id, AJANTA, (menu) => place(janesRequest, menu, placing), request());
  };
  return (await Promise.all(Array.from({ length: count }, placeOne))).map(({ id }) => id);
}

/** What the world is told of each order after its creation. */
async function toldOf(ids: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ told: string }>(
    `select string_agg(split_part(type, '.', 3), ' ' order by seq) as told from outbox where key = any($1) and type not like all (array['%OrderCreated%', '%NotifyConsumer%']) group by key`,
    [ids],
  );
  return rows.map(({ told }) => told);
}

/** Orders whose cancellation the restaurant does not answer. */
async function silentCancellations(count: number): Promise<string[]> {
  const { orders } = replicas[0]!;
  const ids = await overdueOrders(count);
  await Promise.all(ids.map((id) => orders.update(id, approve, request())));
  await Promise.all(ids.map((id) => orders.update(id, (order) => cancel(order!, { ...atNoon, sagaId: uuidv7() }), request())));
  return ids;
}

const allLook = () => Promise.all(replicas.map(({ keepDeadlines }) => keepDeadlines.execute(fivePast)));

describe('the deadline of orders, looked after by every replica at once (T5)', () => {
  it('rejects each of them once', async () => {
    const ids = await overdueOrders(50);
    await allLook();
    await allLook();
    expect(await toldOf(ids)).toEqual(ids.map(() => 'OrderRejected'));
  });

  it('rejects none that is approved at the same moment', async () => {
    const ids = await overdueOrders(50);
    const approving = ids.map((id) => replicas[1]!.orders.update(id, approve, request()));
    await allLook();
    await Promise.all(approving);
    const told = await toldOf(ids);
    expect(told).toHaveLength(ids.length);
    expect(told.filter((one) => !['OrderRejected', 'OrderApproved'].includes(one))).toEqual([]);
  });

  it('asks for a step of a saga once more, once', async () => {
    const ids = await silentCancellations(50);
    await allLook();
    await allLook();
    expect(await toldOf(ids)).toEqual(ids.map(() => 'OrderApproved OrderCancelRequested BeginCancelTicket BeginCancelTicket'));
  });
});
