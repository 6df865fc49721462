import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import type { Row } from '../harness/row.ts';
import { percentile } from '../harness/statistics.ts';
import type { World } from '../harness/world.ts';
import { Ours } from '../systems/ours.ts';
import { kafkaClient } from '../systems/publish.ts';
import { insertOutboxRows, outboxRow } from '../systems/outbox-rows.ts';

const PER_SECOND = 200;
const SECONDS = 8;

/** An order service with nothing to do but to relay what is put into its outbox, and a consumer of it. */
async function relaying(world: World, settings: Readonly<Record<string, string>>) {
  const ours = await Ours.start(world, ['order'], settings);
  const writer = new pg.Client({ connectionString: ours.databaseUrls['order'] });
  await writer.connect();
  const arrivedAt = new Map<string, number>();
  const consumer = kafkaClient(world.kafkaBrokers).consumer({ groupId: `${ours.channelPrefix}heard`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topic: `${ours.channelPrefix}${outboxRow.channel}`, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const at = performance.now();
      for (const { headers } of batch.messages) arrivedAt.set(String(headers?.['ce_id']), at);
    },
  });
  return {
    ours,
    /** Commits one row after the other, at their times, and says how long each took to arrive. */
    round: async (seconds: number): Promise<number[]> => {
      const committedAt = new Map<string, number>();
      const began = performance.now();
      for (let number = 0; number < seconds * PER_SECOND; number += 1) {
        const wait = began + (number / PER_SECOND) * 1000 - performance.now();
        if (wait > 0) await new Promise((go) => setTimeout(go, wait));
        const id = randomUUID();
        committedAt.set(id, performance.now());
        await insertOutboxRows(writer, [id]);
        // What arrives before the commit's answer was read is timed from before the commit.
        if (!arrivedAt.has(id)) committedAt.set(id, performance.now());
      }
      await eventually(() => {
        const missing = [...committedAt.keys()].filter((id) => !arrivedAt.has(id)).length;
        if (missing > 0) throw new Error(`${missing} of ${committedAt.size} did not arrive`);
      });
      const took = [...committedAt].map(([id, at]) => arrivedAt.get(id)! - at);
      arrivedAt.clear();
      return took;
    },
    stop: async () => {
      await Promise.all([consumer.disconnect(), writer.end()]);
      await ours.stop();
    },
  };
}

const POLL_500 = 'polling 500 ms';
const POLL_100 = 'polling 100 ms';

export const commitToConsumer: Row = {
  id: 'commit-to-consumer',
  title: `Outbox commit → consumer at ${PER_SECOND} rows per second`,
  operation: 'row',
  figures: {
    p50: { title: 'p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  goals: [
    { figure: 'p50', atMost: 2 },
    { figure: 'p99', atMost: 15 },
  ],
  notes: [
    'One order service with nothing else to do relays; the polling ones are the same service, set to poll.',
    'Quoted, not measured in this run: Debezium 3.7 tuned to 1 ms had p50 3.2 ms and p99 30 ms, as it comes 450 ms and 900 ms, on a machine of this class.',
  ],
  rounds: 4,
  prepare: async (world, { scale }) => {
    const polling = (ms: number) => relaying(world, { FTGO_OUTBOX_RELAY: 'polling', FTGO_OUTBOX_POLL_MS: String(ms) });
    const relays = { ours: await relaying(world, {}), [POLL_500]: await polling(500), [POLL_100]: await polling(100) };
    return {
      contestants: Object.entries(relays).map(([name, { ours, round }]) => ({
        name,
        processes: ours.measured,
        round: async () => {
          const took = await round(SECONDS * scale);
          return { figures: { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }, operations: took.length };
        },
      })),
      close: async () => void (await Promise.all(Object.values(relays).map(({ stop }) => stop()))),
    };
  },
};
