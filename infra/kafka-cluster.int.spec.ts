import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { KafkaBroker, type MessageBroker } from '@ftgo/messaging';
import { ensureTopics } from '@ftgo/messaging/topics';
import { eventually, freePorts } from '@ftgo/testing';
import kafkajs from 'kafkajs';
import { prepareCluster } from './kafka-cluster.ts';
import { ServerProcess } from './server-process.ts';
import { topicsFor } from './topics.ts';

const CHANNEL = 'ftgo.order.events';
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

const folder = mkdtempSync(join(tmpdir(), 'ftgo-cluster-'));
let nodes: ServerProcess[] = [];
let addresses: string[] = [];
let broker: MessageBroker;

beforeAll(async () => {
  const ports = await freePorts(6);
  const places = [0, 2, 4].map((at) => ({ broker: ports[at]!, controller: ports[at + 1]! }));
  addresses = places.map((place) => `127.0.0.1:${place.broker}`);
  nodes = (await prepareCluster({ folder, ports: places, logs: folder })).map((spec) => new ServerProcess(spec));
  await Promise.all(nodes.map((node) => node.ready()));
  await ensureTopics(addresses, topicsFor(nodes.length));
  broker = new KafkaBroker({ brokers: addresses, clientId: 'test', logger: quiet, onCrash: () => undefined });
}, 120_000);

afterAll(async () => {
  await broker?.close();
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Three brokers on a busy machine take each other for dead now and then, and lead in turn. */
const PATIENTLY = { within: 60_000, every: 100 };

/** Whoever leads a partition; while one is chosen, nobody does. */
const leaderOf = (partition: number): Promise<ServerProcess> =>
  eventually(async () => {
    const admin = new kafkajs.Kafka({ brokers: addresses, logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [CHANNEL] });
      const { leader } = topics[0]!.partitions.find(({ partitionId }) => partitionId === partition)!;
      const node = nodes[leader - 1];
      if (!node) throw new Error(`${leader} leads partition ${partition}`);
      return node;
    } finally {
      await admin.disconnect();
    }
  }, PATIENTLY);

it('three brokers keep every record, and take more, when the one that leads a partition is killed', async () => {
  const keys = Array.from({ length: 12 }, (_, n) => `order-${n}`);
  const record = (key: string, value: string) => ({ channel: CHANNEL, key, value: Buffer.from(value), headers: {} });
  await eventually(() => broker.send(keys.map((key) => record(key, 'before'))), PATIENTLY);
  process.kill((await leaderOf(0)).recorded.pid, 'SIGKILL');
  await eventually(() => broker.send(keys.map((key) => record(key, 'after'))), PATIENTLY);

  const heard = new Map<string, Set<string>>();
  const group = broker.subscribe({
    group: 'test',
    channels: [CHANNEL],
    onBatch: async (batch) => {
      for (const each of batch.records) {
        const key = String(each.key);
        heard.set(key, (heard.get(key) ?? new Set()).add(String(each.value)));
        batch.settle(each);
      }
    },
    idle: async () => undefined,
  });
  await eventually(() => expect(keys.map((key) => [...(heard.get(key) ?? [])])).toEqual(keys.map(() => ['before', 'after'])), PATIENTLY);
  await group.stop();
}, 240_000);
