import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, pgSql } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { cancel, revise } from '../../domain/change-wishes.ts';
import { hear } from '../../domain/hear.ts';
import { type Changed, type Order, approve, expire, place } from '../../domain/order.ts';
import { fallDue, stepDone, stepRefused } from '../../domain/order-saga.ts';
import { AJANTA, JANE, SAGA, ajantasMenu, beginning, fivePast, janesRequest, moreNaan, noon, secondsLater } from '../../domain/order.mother.ts';
import { PrismaOrderQueries } from './prisma-order-queries.ts';
import { StoredMenus, StoredOrders } from './stored-orders.ts';

const request = () => ({ kind: 'request' as const, correlationId: uuidv7() });

let database: TestDatabase;
let prisma: PrismaClient;
let orders: StoredOrders;
let queries: PrismaOrderQueries;

beforeAll(async () => {
  database = await testDatabase({ service: 'order' });
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  const writePath = new CoalescingWritePath(pgSql(database.pool));
  orders = new StoredOrders(writePath);
  queries = new PrismaOrderQueries(prisma, { status: () => ({ role: 'active', sentTotal: 0, backlog: 7 }) } as never);
  await new StoredMenus(writePath).project(AJANTA, () => ajantasMenu, request());
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function placed(change: object = {}, dueAt = fivePast): Promise<Order> {
  const placing = { id: uuidv7(), consumerId: JANE, now: noon, dueAt };
  return orders.place(placing.id, AJANTA, (menu) => place({ ...janesRequest, ...change }, menu, placing), request());
}

describe('orders in PostgreSQL', () => {
  it('come back as they were, in every state', async () => {
    const pending = await placed({ deliveryTime: fivePast });
    expect(await queries.find(pending.id)).toEqual({ ...pending, version: 1 });
    const approved = await orders.update(pending.id, approve, request());
    expect(await queries.find(pending.id)).toEqual({ ...approved, version: 2 });
    const other = await placed();
    const rejected = await orders.update(other.id, (order) => cancel(order!, beginning), request());
    expect(await queries.find(other.id)).toEqual({ ...rejected, version: 2 });
  });

  it('come back with their saga as it was: running, asked again, stuck, refused', async () => {
    const { id } = await placed();
    const soon = secondsLater(1);
    const changes: ((order: Order | undefined) => Changed)[] = [
      approve,
      (order) => revise(order!, moreNaan, ajantasMenu, beginning),
      (order) => fallDue(order, secondsLater(10)),
      (order) => hear(order, { type: 'DeliveryPickedUp' }),
      (order) => stepDone(order, { sagaId: SAGA, step: 'BEGIN_REVISE_TICKET', attempt: 2 }, soon),
      (order) => stepRefused(order, { sagaId: SAGA, step: 'UNDO_BEGIN_REVISE_TICKET', attempt: 1 }, { reason: 'NO', detail: 'never' }, soon),
      (order) => stepDone(order, { sagaId: SAGA, step: 'UNDO_BEGIN_REVISE_TICKET', attempt: 1 }, soon),
      (order) => cancel(order!, beginning),
    ];
    for (const [i, change] of changes.entries()) {
      const changed = await orders.update(id, change, request());
      expect(await queries.find(id)).toEqual({ ...changed, version: i + 2 });
    }
  });

  it('put their events into the outbox in the same commit', async () => {
    const { id } = await placed();
    await orders.update(id, approve, request());
    const rows = await database.query<{ type: string }>(`select type from outbox where key = $1 and channel = 'ftgo.order.events' order by seq`, [id]);
    expect(rows.map(({ type }) => type)).toEqual(['ftgo.order.OrderCreated.v1', 'ftgo.order.OrderApproved.v1']);
  });

  it('are due once their deadline has come, as long as they are pending', async () => {
    const soon = await placed({}, new Date('2020-01-01T00:00:00Z'));
    await placed({}, new Date('2999-01-01T00:00:00Z'));
    expect(await queries.due(new Date('2020-01-02T00:00:00Z'), 10)).toEqual([soon.id]);
    await orders.update(soon.id, (order) => expire(order, new Date('2020-01-02T00:00:00Z')), request());
    expect(await queries.due(new Date('2020-01-02T00:00:00Z'), 10)).toEqual([]);
  });

  it('are not there when they are not', async () => {
    expect(await queries.find(uuidv7())).toBeUndefined();
    expect(await orders.update(uuidv7(), approve, request())).toBeUndefined();
  });

  it('add up in the books', async () => {
    const { byState, outboxUnsent, deadLetters } = await queries.books();
    expect(byState.map(({ state }) => state)).toEqual(expect.arrayContaining(['APPROVAL_PENDING', 'APPROVED', 'REJECTED']));
    expect({ outboxUnsent, deadLetters }).toEqual({ outboxUnsent: 7, deadLetters: 0 });
  });
});
