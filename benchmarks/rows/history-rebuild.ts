import { eventually } from '@ftgo/testing';
import { percentile } from '../harness/statistics.ts';
import type { Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds } from '../load/processes.ts';
import { History } from '../systems/history.ts';
import { Ours } from '../systems/ours.ts';
import { type PastOrders, tellOfOrders } from '../systems/past-orders.ts';

const ORDERS = 100_000;
const AT_REST_MS = 5_000;
const QUERY_EVERY_MS = 50;
const WITHIN_MS = 1_200_000;

interface Queried {
  readonly took: readonly number[];
  readonly failed: number;
}

/** Asks for pages, one after another at a steady pace, until the promise has ended. */
async function queriesDuring(history: History, ended: Promise<unknown>): Promise<Queried> {
  const took: number[] = [];
  let failed = 0;
  let number = 0;
  const asked: Promise<void>[] = [];
  const ask = async (): Promise<void> => {
    const began = performance.now();
    const isFine = await history.page(number++).catch(() => false);
    took.push(performance.now() - began);
    if (!isFine) failed += 1;
  };
  const clock = setInterval(() => asked.push(ask()), QUERY_EVERY_MS);
  try {
    await ended;
  } finally {
    clearInterval(clock);
    await Promise.all(asked);
  }
  return { took, failed };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function rebuild(system: Ours, history: History, { messages }: PastOrders) {
  const { pid } = system.measured.find(({ name }) => name === 'order')!;
  const atRest = await queriesDuring(history, pause(AT_REST_MS));
  const cpu = cpuSeconds(pid);
  const began = performance.now();
  const wanted = await history.rebuild();
  const switched = eventually(
    async () => {
      const [active] = await history.generations();
      if (active?.generation !== wanted) throw new Error('The view is being made');
    },
    { within: WITHIN_MS, every: 250 },
  );
  const meanwhile = await queriesDuring(history, switched);
  const seconds = (performance.now() - began) / 1000;
  return {
    seconds,
    perSecond: messages / seconds,
    perCpuSecond: messages / (cpuSeconds(pid) - cpu),
    p50: percentile(meanwhile.took, 0.5),
    p99: percentile(meanwhile.took, 0.99),
    p50AtRest: percentile(atRest.took, 0.5),
    p99AtRest: percentile(atRest.took, 0.99),
    failed: meanwhile.failed + atRest.failed,
  };
}

/** The old rows are deleted behind the switch. */
async function tidied(world: World, url: string): Promise<void> {
  await eventually(
    async () => {
      const [{ old } = { old: 1 }] = await world.query<{ old: number }>(
        url,
        `select count(*)::int as old from order_history where generation <> (select active from views where name = 'order-history')`,
      );
      if (old > 0) throw new Error(`${old} old rows are left`);
    },
    { within: WITHIN_MS, every: 250 },
  );
}

export const historyRebuild: Row = {
  id: 'history-rebuild',
  title: `Order history made again from the log: ${ORDERS.toLocaleString('en')} orders`,
  figures: {
    seconds: { title: 'from the command to the switch', unit: 's', better: 'less' },
    perSecond: { title: 'messages', unit: 'per second', better: 'more' },
    perCpuSecond: { title: 'messages per second of one core', unit: 'per CPU second', better: 'more' },
    p50: { title: 'pages of the history meanwhile, p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
    p50AtRest: { title: 'pages at rest, p50', unit: 'ms', better: 'less' },
    p99AtRest: { title: 'p99', unit: 'ms', better: 'less' },
    failed: { title: 'pages that were not answered, or not in full', unit: 'pages', better: 'less' },
  },
  goals: [{ figure: 'failed', atMost: 0 }],
  notes: [
    `Five messages per order, on three channels. Consumers ask for pages of their history through the gateway, one every ${QUERY_EVERY_MS} ms, half of them with a search, before and during the rebuild. CPU is the order service's, which answers them.`,
  ],
  rounds: 3,
  prepare: async (world, { scale }) => {
    const system = await Ours.start(world, ['order', 'api-gateway']);
    const told = await tellOfOrders(world, system, Math.round(ORDERS * scale));
    const history = await History.of(world, system, told);
    await eventually(
      async () => {
        const [{ read, total } = { read: 0, total: 1 }] = await history.generations();
        if (total < told.messages || read < total) throw new Error(`${read} of ${total} messages have been read`);
      },
      { within: WITHIN_MS, every: 500 },
    );
    const round = async () => {
      const figures = await rebuild(system, history, told);
      await tidied(world, system.databaseUrls['order']!);
      return { figures, operations: 0 };
    };
    return { contestants: [{ name: 'ours', processes: [], round }], close: () => system.stop() };
  },
};
