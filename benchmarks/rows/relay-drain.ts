import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MeasuredProcess, Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds, pssMiB } from '../load/processes.ts';
import { Ours } from '../systems/ours.ts';
import { insertOutboxRows, outboxRow } from '../systems/outbox-rows.ts';
import { Peer } from '../systems/peer.ts';
import { endOf } from '../systems/publish.ts';

const OURS = 200_000;
/** A tenth, so that the run does not last for ever. */
const PEERS = 20_000;
const AT_ONCE = 5_000;

interface Backlog {
  readonly url: string;
  readonly topic: string;
  insert(client: pg.Client, rows: number): Promise<void>;
  /** Brings up the service, whose relay finds the backlog. */
  start(): Promise<MeasuredProcess>;
  stop(): Promise<void>;
}

/** Rows that wait while no relay runs; then the time from the first record that reaches the broker to the last. */
async function drain(world: World, backlog: Backlog, rows: number) {
  await backlog.stop();
  const client = new pg.Client({ connectionString: backlog.url });
  await client.connect();
  for (let left = rows; left > 0; left -= AT_ONCE) await backlog.insert(client, Math.min(left, AT_ONCE));
  await client.end();
  const end = await endOf(world.kafkaBrokers, backlog.topic);
  const before = await end.read();
  const { pid } = await backlog.start();
  let first: { at: number; sent: number; cpu: number } | undefined;
  for (;;) {
    const sent = (await end.read()) - before;
    const now = { at: performance.now(), sent, cpu: cpuSeconds(pid) };
    if (sent > 0) first ??= now;
    if (first && sent >= rows) {
      await end.close();
      const drained = sent - first.sent;
      return { perSecond: (drained / (now.at - first.at)) * 1000, perCpuSecond: drained / (now.cpu - first.cpu), memory: pssMiB(pid) };
    }
    await new Promise((again) => setTimeout(again, 20));
  }
}

async function ours(world: World): Promise<Backlog> {
  const system = await Ours.start(world, ['order']);
  return {
    url: system.databaseUrls['order']!,
    topic: system.channelPrefix + outboxRow.channel,
    insert: (client, rows) => insertOutboxRows(client, Array.from({ length: rows }, () => randomUUID())),
    start: async () => (await system.startAgain())[0]!,
    stop: () => system.stop(),
  };
}

async function peer(world: World): Promise<Backlog> {
  const system = await Peer.start(world, ['order']);
  const topic = `${system.channelPrefix}ticket.events`;
  return {
    url: system.databaseUrls['order']!,
    topic,
    insert: async (client, rows) => {
      const text = `insert into outbox (id, channel, key, type, time, correlation_id, payload)
        select gen_random_uuid(), $1, gen_random_uuid(), $2, now(), gen_random_uuid(), $3 from generate_series(1, $4)`;
      await client.query(text, [topic, outboxRow.type, outboxRow.payload, rows]);
    },
    start: async () => (await system.startAgain())[0]!,
    stop: () => system.stop(),
  };
}

export const relayDrain: Row = {
  id: 'relay-drain',
  title: `Relay: drain of a backlog of ${OURS.toLocaleString('en')} rows`,
  figures: {
    perCpuSecond: { title: 'rows per second of one core', unit: 'per CPU second', better: 'more' },
    perSecond: { title: 'rows', unit: 'per second', better: 'more' },
    memory: { title: "the service's memory afterwards (PSS)", unit: 'MiB', better: 'less' },
  },
  goals: [{ figure: 'perCpuSecond', atLeast: 50_000 }],
  notes: [
    `The backlog was written while the service was down. It starts, and the clock runs from the first record in Kafka to the last; the peer's poller has ${PEERS.toLocaleString('en')} rows. CPU is the whole service's.`,
  ],
  rounds: 3,
  prepare: async (world, { scale }) => {
    const backlogs = { ours: { backlog: await ours(world), rows: OURS }, peer: { backlog: await peer(world), rows: PEERS } };
    return {
      contestants: Object.entries(backlogs).map(([name, { backlog, rows }]) => ({
        name,
        processes: [],
        round: async () => ({ figures: await drain(world, backlog, Math.round(rows * scale)), operations: 0 }),
      })),
      close: async () => void (await Promise.all(Object.values(backlogs).map(({ backlog }) => backlog.stop()))),
    };
  },
};
