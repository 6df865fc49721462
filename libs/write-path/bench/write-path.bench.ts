/**
 * Calls per second and CPU per call, against a real PostgreSQL:
 *   FTGO_TEST_POSTGRES_URL=… node --experimental-transform-types libs/write-path/bench/write-path.bench.ts [seconds]
 */
import { randomBytes } from 'node:crypto';
import { testDatabase } from '@ftgo/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type AggregateTable, CoalescingWritePath, type MessageCause, type RequestCause, pgSql, writePool } from '../src/index.ts';

const seconds = Number(process.argv[2] ?? 4);
const body = { text: randomBytes(200).toString('hex') };
const payload = JSON.stringify(body);
const codec = { encode: () => ({ finish: () => Buffer.from(payload) }), toJSON: (given: unknown) => given };

interface Jar {
  readonly owner: string;
  readonly beans: number;
}

const jars: AggregateTable<Jar> = {
  table: 'jars',
  columns: { owner: 'text', beans: 'integer', labels: 'jsonb' },
  toRow: ({ owner, beans }) => ({ owner, beans, labels: ['a', 'b'] }),
  fromRow: ({ owner, beans }) => ({ owner, beans }) as Jar,
};

const db = await testDatabase();
await db.query(
  `create table jars (id uuid primary key, version integer not null, owner text not null, beans integer not null,
    note text, filled timestamptz, labels jsonb)`,
);
const [{ fsync }] = (await db.query<{ fsync: string }>('show fsync')) as [{ fsync: string }];
const pool = writePool({ connectionString: db.url });
const writePath = new CoalescingWritePath(pgSql(pool));

const add = (jar: Jar | undefined, id: string) => ({
  states: [{ owner: 'Jane', beans: (jar?.beans ?? 0) + 1 }] as const,
  messages: [{ channel: 'ftgo.jar.events', key: id, type: 'ftgo.jar.BeansAdded.v1', body, codec }],
  answer: { id },
});
const request = (): RequestCause => ({ kind: 'request', correlationId: uuidv7(), idempotencyKey: `jane/${uuidv7()}`, fingerprint: 'f' });
const received = (key: string): MessageCause => ({
  kind: 'message',
  subscriber: 'jars',
  message: {
    id: uuidv7(),
    type: 'ftgo.bean.BeanFound.v1',
    source: '/ftgo/garden-service',
    subject: key,
    time: new Date(),
    contentType: 'application/json',
    channel: 'ftgo.bean.events',
    partition: 0,
    offset: '1',
    key,
    body: null,
    correlationId: uuidv7(),
  },
});

const ids: string[] = [];
const many = new pg.Pool({ connectionString: db.url, max: 10 });
/** The same by the book: a transaction per request. */
const inTransaction = async () => {
  const [id, key] = [uuidv7(), `jane/${uuidv7()}`];
  const client = await many.connect();
  await client.query('begin');
  await client.query(`select answer from inbox where subscriber = 'request' and message_id = $1`, [key]);
  await client.query(`insert into jars (id, version, owner, beans, labels) values ($1, 1, 'Jane', 1, '["a", "b"]')`, [id]);
  await client.query(`insert into inbox (subscriber, message_id, fingerprint, answer) values ('request', $1, 'f', '{}')`, [key]);
  await client.query(
    `insert into outbox (id, channel, key, type, subject, time, correlation_id, content_type, payload)
      values ($1, 'ftgo.jar.events', $2, 'ftgo.jar.BeansAdded.v1', $2::text, now(), $3, 'application/json', $4)`,
    [uuidv7(), id, key, payload],
  );
  await client.query('commit');
  client.release();
};

const workloads: Record<string, () => Promise<unknown>> = {
  'create, a transaction each': inTransaction,
  'create, by request': () => {
    const id = uuidv7();
    ids.push(id);
    return writePath.update([{ table: jars, id }], (jar) => add(jar, id), request());
  },
  'change, by message': () => {
    const id = ids[Math.floor(Math.random() * ids.length)]!;
    return writePath.update([{ table: jars, id }], (jar) => add(jar, id), received(id));
  },
};

async function measure(call: () => Promise<unknown>, callers: number, forMs: number) {
  const until = performance.now() + forMs;
  const times: number[] = [];
  const before = process.cpuUsage();
  const began = performance.now();
  const caller = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      await call();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  return { rate: times.length / elapsed, cpu: (user + system) / times.length, p50: at(0.5), p99: at(0.99) };
}

console.log(`${seconds} s each, fsync ${fsync}`);
for (const [name, call] of Object.entries(workloads)) {
  for (const callers of [1, 32, 200]) {
    if (call === inTransaction && callers > 32) continue;
    await measure(call, callers, 500);
    const { rate, cpu, p50, p99 } = await measure(call, callers, seconds * 1000);
    console.log(
      `${name.padEnd(26)} ${String(callers).padStart(3)} callers: ${Math.round(rate).toLocaleString('en').padStart(6)} calls/s, ` +
        `${cpu.toFixed(0).padStart(3)} µs CPU per call, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    );
  }
}
await Promise.all([pool.end(), many.end()]);
await db.drop();
