/**
 * What the relay costs and how soon a message is there, on the PostgreSQL and Kafka given:
 *
 *   FTGO_TEST_POSTGRES_URL=… FTGO_TEST_KAFKA_BROKERS=… node libs/outbox/bench/relay.bench.ts [seconds=15] [drained=100000]
 *
 * One process holds writer, relay and consumer, so that one clock times them; CPU is measured while draining only.
 */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, testDatabase, testKafka, uniqueTopic } from '@ftgo/testing';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import pg from 'pg';
import { LogTailingRelay, MessageProducer } from '../src/index.ts';
import type { OutboxRecord } from '../src/index.ts';

const seconds = Number(process.argv[2] ?? 15);
const drained = Number(process.argv[3] ?? 100_000);
const payload = JSON.stringify({ orderId: randomUUID(), text: 'x'.repeat(230) });

const { brokers } = await testKafka();
const kafka = new Kafka({
  brokers: [...brokers],
  logLevel: logLevel.NOTHING,
  socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
});
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();

class Sender extends MessageProducer {
  override async send(records: readonly OutboxRecord[]): Promise<void> {
    const topicMessages = [...Map.groupBy(records, ({ channel }) => channel)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
    }));
    await producer.sendBatch({ acks: -1, topicMessages });
  }
}

const database = await testDatabase();
const channel = await uniqueTopic('bench', { partitions: 3 });
const relay = new LogTailingRelay({ databaseUrl: database.url, source: '/ftgo/bench-service', producer: new Sender() });
const writer = new pg.Client({ connectionString: database.url });
await writer.connect();

const insert = `insert into outbox (id, channel, key, type, subject, time, correlation_id, content_type, payload)
  select gen_random_uuid(), $1, gen_random_uuid(), 'ftgo.bench.Written.v1', 'subject', now(), gen_random_uuid(), 'application/json', $2 from generate_series(1, $3)`;

const percentile = (sorted: readonly number[], share: number): string => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);

async function latency(): Promise<void> {
  const committed = new Map<string, number>();
  const times: number[] = [];
  const consumer = kafka.consumer({ groupId: `${channel}-bench`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topic: channel, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const now = performance.now();
      for (const { value } of batch.messages) times.push(now - committed.get(String(value).slice(0, 36))!);
    },
  });
  await delay(2_000);
  const began = performance.now();
  const until = began + seconds * 1_000;
  for (let n = 0; performance.now() < until; n += 1) {
    const mark = randomUUID();
    // The commit's answer can come after the message: from the statement's start would charge the commit, so the earlier counts.
    committed.set(mark, performance.now());
    await writer.query(insert, [channel, mark + payload, 1]);
    committed.set(mark, performance.now());
    await delay(Math.max(0, began + (n + 1) * 5 - performance.now()));
  }
  await eventually(() => {
    if (times.length < committed.size) throw new Error(`${times.length} of ${committed.size} arrived`);
  });
  await consumer.disconnect();
  times.sort((a, b) => a - b);
  const rate = (times.length / seconds).toFixed(0);
  console.log(`commit to consumer at ${rate} rows/s: p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, max ${percentile(times, 1)} ms`);
}

async function drain(): Promise<void> {
  await relay.stop();
  for (let left = drained; left > 0; left -= 5_000) await writer.query(insert, [channel, payload, Math.min(left, 5_000)]);
  const before = relay.status().sentTotal;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await relay.start();
  await eventually(
    () => {
      if (relay.status().sentTotal < before + drained) throw new Error(`${relay.status().sentTotal - before} of ${drained} sent`);
    },
    { within: 120_000, every: 5 },
  );
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `drained ${drained} rows of ${payload.length} bytes: ${Math.round(drained / (took / 1_000))} rows/s, ` +
      `${((user + system) / drained).toFixed(1)} µs CPU per row, ${Math.round(drained / ((user + system) / 1e6))} rows per CPU second, ` +
      `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB resident`,
  );
}

try {
  await relay.start();
  await latency();
  for (let round = 0; round < 3; round += 1) await drain();
} finally {
  await relay.stop();
  await writer.end();
  await producer.disconnect();
  await database.drop();
}
