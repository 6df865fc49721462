/**
 * How soon a message is there, what a drain costs, and what the memory is, for each relay, on the PostgreSQL and Kafka given:
 *
 *   FTGO_TEST_POSTGRES_URL=… FTGO_TEST_KAFKA_BROKERS=… node libs/outbox/bench/relay.bench.ts [rounds=3] [seconds=10] [rows=200000]
 *
 * The relays take turns in every round, so that a noisy machine is noisy for each. Every relay is a process of its own; writer and
 * consumer are this one, so that one clock times them.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, testDatabase, testKafka, uniqueTopic } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import pg from 'pg';
import { PlainProducer } from '../test/plain-producer.ts';
import type { Command, Report } from './measured-relay.ts';

const [rounds = 3, seconds = 10, rows = 200_000] = process.argv.slice(2).map(Number);
const rate = 200;
const payload = JSON.stringify({ orderId: randomUUID(), text: 'x'.repeat(230) });
const insert = `insert into outbox (id, channel, key, type, subject, time, correlation_id, content_type, payload)
  select gen_random_uuid(), $1, gen_random_uuid(), 'ftgo.bench.Written.v1', 'subject', now(), gen_random_uuid(), 'application/json', $2 from generate_series(1, $3)`;

const { brokers } = await testKafka();
const client = await PlainProducer.connected(brokers);

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

/** One relay with a database and a channel of its own, and what was measured of it. */
class Contestant {
  readonly name: string;
  readonly measured = new Map<string, number[]>();
  readonly #database: TestDatabase;
  readonly #channel: string;
  readonly #writer: pg.Client;
  readonly #relay: ChildProcess;

  private constructor(name: string, database: TestDatabase, channel: string, writer: pg.Client, relay: ChildProcess) {
    this.name = name;
    this.#database = database;
    this.#channel = channel;
    this.#writer = writer;
    this.#relay = relay;
  }

  static async ready(name: string, kind: string): Promise<Contestant> {
    const [database, channel] = await Promise.all([testDatabase(), uniqueTopic('bench', { partitions: 3 })]);
    const writer = new pg.Client({ connectionString: database.url });
    await writer.connect();
    const relay = fork(join(import.meta.dirname, 'measured-relay.ts'), [kind, database.url, brokers.join()], {
      execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    });
    await once(relay, 'message');
    return new Contestant(name, database, channel, writer, relay);
  }

  async #tell(command: Command): Promise<Report> {
    const answer = once(this.#relay, 'message') as Promise<[Report]>;
    this.#relay.send(command);
    return (await answer)[0];
  }

  #note(what: string, value: number): void {
    this.measured.set(what, [...(this.measured.get(what) ?? []), value]);
  }

  /** From the end of the insert to the consumer, at a steady rate. */
  async latency(): Promise<void> {
    await this.#tell('start');
    const committed = new Map<string, number>();
    const times: number[] = [];
    const consumer = client.kafka.consumer({ groupId: `${this.#channel}-${randomUUID()}`, maxWaitTimeInMs: 250 });
    let hearing = false;
    consumer.on('consumer.fetch', () => (hearing = true));
    await consumer.connect();
    await consumer.subscribe({ topic: this.#channel, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        const now = performance.now();
        for (const { value } of batch.messages) {
          const at = committed.get(String(value).slice(0, 36));
          if (at !== undefined) times.push(now - at);
        }
      },
    });
    await eventually(() => {
      if (!hearing) throw new Error('the consumer does not fetch yet');
    });
    const before = await this.#tell('report');
    const began = performance.now();
    for (let n = 0; performance.now() < began + seconds * 1_000; n += 1) {
      const mark = randomUUID();
      // The commit's answer can come after the message: from the statement's start would charge the commit, so the earlier counts.
      committed.set(mark, performance.now());
      await this.#writer.query(insert, [this.#channel, mark + payload, 1]);
      committed.set(mark, performance.now());
      await delay(Math.max(0, began + ((n + 1) * 1_000) / rate - performance.now()));
    }
    await eventually(() => {
      if (times.length < committed.size) throw new Error(`${times.length} of ${committed.size} arrived`);
    });
    const { cpu } = await this.#tell('report');
    await consumer.disconnect();
    times.sort((a, b) => a - b);
    this.#note('commit to consumer p50, ms', percentile(times, 0.5));
    this.#note('commit to consumer p99, ms', percentile(times, 0.99));
    this.#note(`CPU at ${rate} rows/s, % of a core`, ((cpu - before.cpu) / 1e4 / seconds));
  }

  /** A backlog that has gathered while no relay ran. */
  async drain(): Promise<void> {
    await this.#tell('stop');
    for (let left = rows; left > 0; left -= 5_000) await this.#writer.query(insert, [this.#channel, payload, Math.min(left, 5_000)]);
    const before = await this.#tell('report');
    const began = performance.now();
    await this.#tell('start');
    let highest = 0;
    const after = await eventually(
      async () => {
        const report = await this.#tell('report');
        highest = Math.max(highest, report.residentBytes);
        if (report.sent < before.sent + rows) throw new Error(`${report.sent - before.sent} of ${rows} sent`);
        return report;
      },
      { within: 300_000, every: 10 },
    );
    const took = performance.now() - began;
    this.#note('drain, rows/s', rows / (took / 1_000));
    this.#note('drain, µs CPU per row', (after.cpu - before.cpu) / rows);
    this.#note('drain, rows per CPU second', rows / ((after.cpu - before.cpu) / 1e6));
    this.#note('resident at most, MB', highest / 2 ** 20);
  }

  async leave(): Promise<void> {
    await this.#tell('stop');
    this.#relay.disconnect();
    await once(this.#relay, 'exit');
    await this.#writer.end();
    await this.#database.drop();
  }
}

const contestants: Contestant[] = [];
for (const [name, kind] of [['log tailing', 'tailing'], ['polling 100 ms', '100'], ['polling 500 ms', '500']] as const) {
  contestants.push(await Contestant.ready(name, kind));
}
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const contestant of contestants) {
      await contestant.latency();
      await contestant.drain();
      console.error(`round ${round} of ${rounds}: ${contestant.name}; load ${loadavg()[0]!.toFixed(1)}`);
    }
  }
  const shown = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)));
  const cell = (values: readonly number[]): string => {
    const sorted = [...values].sort((a, b) => a - b);
    return `${shown(percentile(sorted, 0.5))} (${shown(sorted[0]!)}–${shown(sorted.at(-1)!)})`;
  };
  console.log(`median (least–most) of ${rounds} rounds; ${rows} rows of ${payload.length} bytes drained; ${seconds} s at ${rate} rows/s\n`);
  console.log(`| | ${contestants.map(({ name }) => name).join(' | ')} |\n|---|${contestants.map(() => '---|').join('')}`);
  for (const what of contestants[0]!.measured.keys()) {
    console.log(`| ${what} | ${contestants.map(({ measured }) => cell(measured.get(what)!)).join(' | ')} |`);
  }
} finally {
  for (const contestant of contestants) await contestant.leave();
  await client.close();
}
