import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { PrismaClient } from '../generated/prisma/client.ts';
import { type AggregateTable, CoalescingWritePath, prismaSql } from '../src/index.ts';
import { v7 } from 'uuid';
let db: TestDatabase; let prisma: PrismaClient;
interface Jar { owner: string; beans: number }
const jars: AggregateTable<Jar> = { table: 'jars', columns: { owner: 'text', beans: 'integer' }, toRow: ({owner, beans}) => ({owner, beans}), fromRow: (r) => r as unknown as Jar };
beforeAll(async () => { db = await testDatabase(); await db.query('create table jars (id uuid primary key, version integer not null, owner text not null, beans integer not null)'); prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: db.url, max: 3 }) }); });
afterAll(async () => { await prisma?.$disconnect(); await db?.drop(); });
it('works', async () => {
  const wp = new CoalescingWritePath(prismaSql(prisma));
  const ids = Array.from({ length: 50 }, () => v7());
  const answers = await Promise.all([...ids, ...ids].map((id, i) => wp.update([{ table: jars, id }], (jar) => ({ states: [{ owner: 'x', beans: (jar?.beans ?? 0) + 1 }], messages: [{ channel: 'c', key: id, type: 't', payload: '{"a":"b"}' }], answer: i }), { kind: 'request', correlationId: 'x', idempotencyKey: `k${i}`, fingerprint: 'f' })));
  expect(answers[99]).toBe(99);
  expect(await wp.update([{ table: jars, id: ids[0]! }], () => ({ answer: -1 }), { kind: 'request', correlationId: 'x', idempotencyKey: `k0`, fingerprint: 'f' })).toBe(0);
  console.log(await db.query('select count(*), min(version), max(beans) from jars'), await db.query('select count(*) from outbox'), await db.query('select * from inbox limit 2'), await db.query('select * from outbox limit 1'));
});
