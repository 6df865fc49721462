import { randomUUID } from 'node:crypto';
import { authorizationEvents } from '@ftgo/consumer-api';
import { eventually } from '@ftgo/testing';
import { v7 as uuidv7 } from 'uuid';
import type { MeasuredProcess, Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds } from '../load/processes.ts';
import { Ours } from '../systems/ours.ts';
import { Peer } from '../systems/peer.ts';
import { type SentRecord, kafkaClient, recordOf, send } from '../systems/publish.ts';
import { ADDRESS } from '../systems/town.ts';

const OURS = 10_000;
const PEERS = 1_000;
const WITHIN_MS = 180_000;

const lineItems = JSON.stringify([{ menuItemId: 'dish-1', name: 'Samosa', price: { amount: 350, currency: 'USD' }, quantity: 1 }]);

/** Orders that wait for nothing but their AccountAuthorized. */
async function pendingOrders(world: World, url: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await world.query(
    url,
    `insert into orders (id, version, consumer_id, restaurant_id, state, line_items, total_amount, currency, delivery_address, created_at, due_at)
     select id, 1, $2, $2, 'APPROVAL_PENDING', $3, 350, 'USD', $4, now(), now() + interval '1 hour' from unnest($1::uuid[]) as row(id)`,
    [ids, randomUUID(), lineItems, JSON.stringify(ADDRESS)],
  );
  return ids;
}

interface Consumer {
  readonly url: string;
  readonly process: MeasuredProcess;
  readonly heard: string;
  readonly told: string;
  /** OrderApproved of these messages' headers. */
  isApproval(headers: Readonly<Record<string, unknown>>): boolean;
  recordOf(orderId: string, messageId: string): SentRecord;
  stop(): Promise<void>;
}

/** Every message twice, as brokers deliver now and then; one effect each. */
async function consume(world: World, { url, process, heard, told, isApproval, ...consumer }: Consumer, count: number) {
  const ids = await pendingOrders(world, url, count);
  const records = ids.map((id) => consumer.recordOf(id, uuidv7()));
  const approvals = new Map(ids.map((id) => [id, 0]));
  const listener = kafkaClient(world.kafkaBrokers).consumer({ groupId: `benchmarks.${randomUUID()}`, maxWaitTimeInMs: 250 });
  await listener.connect();
  await listener.subscribe({ topic: told, fromBeginning: true });
  await listener.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      for (const { key, headers } of batch.messages) {
        const id = String(key);
        if (approvals.has(id) && isApproval(headers ?? {})) approvals.set(id, approvals.get(id)! + 1);
      }
    },
  });
  const cpu = cpuSeconds(process.pid);
  const began = performance.now();
  const messages = [...records, ...records];
  await send(world.kafkaBrokers, heard, messages);
  await eventually(
    async () => {
      const [{ left } = { left: Number.NaN }] = await world.query<{ left: number }>(url, 'select count(*)::int as left from orders where due_at is not null');
      if (left > 0) throw new Error(`${left} of ${count} orders are pending`);
    },
    { within: WITHIN_MS, every: 50 },
  );
  const seconds = (performance.now() - began) / 1000;
  const used = cpuSeconds(process.pid) - cpu;
  await eventually(
    () => {
      const untold = [...approvals.values()].filter((times) => times === 0).length;
      if (untold > 0) throw new Error(`Of ${untold} orders nothing was told`);
    },
    { within: WITHIN_MS },
  );
  await listener.disconnect();
  const doubled = [...approvals.values()].filter((times) => times > 1).length;
  return { perCpuSecond: messages.length / used, perSecond: messages.length / seconds, doubled };
}

async function ours(world: World): Promise<Consumer> {
  const system = await Ours.start(world, ['order']);
  const { AccountAuthorized } = authorizationEvents;
  const amount = { amount: 350, currency: 'USD' };
  return {
    url: system.databaseUrls['order']!,
    process: system.measured[0]!,
    heard: system.channelPrefix + AccountAuthorized.channel,
    told: `${system.channelPrefix}ftgo.order.events`,
    isApproval: (headers) => String(headers['ce_type']).includes('OrderApproved'),
    recordOf: (orderId, messageId) => recordOf(AccountAuthorized, orderId, { orderId, accountId: orderId, amount }, messageId),
    stop: () => system.stop(),
  };
}

async function peer(world: World): Promise<Consumer> {
  const system = await Peer.start(world, ['order']);
  return {
    url: system.databaseUrls['order']!,
    process: system.measured[0]!,
    heard: `${system.channelPrefix}authorization.events`,
    told: `${system.channelPrefix}order.events`,
    isApproval: (headers) => String(headers['type']) === 'OrderApproved',
    recordOf: (orderId, id) => ({
      key: orderId,
      value: JSON.stringify({ orderId, accountId: orderId, amount: { amount: 350, currency: 'USD' } }),
      headers: { id, type: 'AccountAuthorized', correlationId: id },
    }),
    stop: () => system.stop(),
  };
}

export const idempotentConsumer: Row = {
  id: 'idempotent-consumer',
  title: 'Idempotent consumer: AccountAuthorized, each delivered twice, approves an order',
  figures: {
    perCpuSecond: { title: 'messages per second of one core', unit: 'per CPU second', better: 'more' },
    perSecond: { title: 'messages', unit: 'per second', better: 'more' },
    doubled: { title: 'doubled effects', unit: 'orders', better: 'less' },
  },
  goals: [
    { figure: 'perCpuSecond', against: 'peer', times: 20 },
    { figure: 'doubled', atMost: 0 },
  ],
  notes: [
    `The order services hear ${(2 * OURS).toLocaleString('en')} (ours) and ${(2 * PEERS).toLocaleString('en')} (peer) messages as fast as they can. CPU is the service's until all orders are approved, its relay included. A doubled effect is a second OrderApproved in Kafka.`,
  ],
  rounds: 4,
  prepare: async (world, { scale }) => {
    const consumers = { ours: { consumer: await ours(world), count: OURS }, peer: { consumer: await peer(world), count: PEERS } };
    return {
      contestants: Object.entries(consumers).map(([name, { consumer, count }]) => ({
        name,
        processes: [],
        round: async () => ({ figures: await consume(world, consumer, Math.round(count * scale)), operations: 0 }),
      })),
      close: async () => void (await Promise.all(Object.values(consumers).map(({ consumer }) => consumer.stop()))),
    };
  },
};
