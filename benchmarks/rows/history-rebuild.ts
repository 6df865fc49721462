import { eventually } from '@ftgo/testing';
import { percentile } from '../harness/statistics.ts';
import type { Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds } from '../load/processes.ts';
import { History } from '../systems/history.ts';
import { Ours } from '../systems/ours.ts';
import { type PastOrders, tellOfOrders } from '../systems/past-orders.ts';
import { ViewOperator } from '../systems/view-operator.ts';

const VIEW = 'order-history';
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

async function rebuild(system: Ours, operator: ViewOperator, history: History, { messages }: PastOrders) {
  const { pid } = system.measured.find(({ name }) => name === 'order')!;
  const atRest = await queriesDuring(history, pause(AT_REST_MS));
  const cpu = cpuSeconds(pid);
  const switched = operator.rebuild(VIEW, WITHIN_MS);
  const meanwhile = await queriesDuring(history, switched);
  const seconds = await switched;
  return {
    seconds,
    perSecond: messages / seconds,
    perCpuSecond: messages / (cpuSeconds(pid) - cpu),
    p50: percentile(meanwhile.took, 0.5),
    p99: percentile(meanwhile.took, 0.99),
    p50AtRest: percentile(atRest.took, 0.5),
    p99AtRest: percentile(atRest.took, 0.99),
    asked: meanwhile.took.length,
    failed: meanwhile.failed + atRest.failed,
  };
}

/** The old rows are deleted behind the switch. */
async function tidied(world: World, url: string): Promise<void> {
  await eventually(
    async () => {
      const [{ old } = { old: 1 }] = await world.query<{ old: number }>(
        url,
        `select count(*)::int as old from order_history where generation <> (select active from views where name = '${VIEW}')`,
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
    asked: { title: 'pages that were asked for meanwhile', unit: 'pages', better: 'more' },
    failed: { title: 'pages that were not answered, or not in full', unit: 'pages', better: 'less' },
  },
  goals: [{ figure: 'failed', atMost: 0 }],
  notes: [
    `Five messages per order, on three channels. Consumers ask for pages of their history through the gateway, one every ${QUERY_EVERY_MS} ms, half of them with a search, before and during the rebuild. CPU is the order service's, which answers them.`,
  ],
  rounds: 1,
  isWarm: true,
  operation: 'message',
  prepare: async (world, { scale }) => {
    const system = await Ours.start(world, ['order', 'api-gateway']);
    const told = await tellOfOrders(world, system, Math.round(ORDERS * scale));
    const history = await History.of(world, system, told);
    const operator = await ViewOperator.at(world, system.gatewayUrl);
    await operator.hasRead(VIEW, told.messages, WITHIN_MS);
    const round = async () => {
      const figures = await rebuild(system, operator, history, told);
      await tidied(world, system.databaseUrls['order']!);
      return { figures, operations: told.messages };
    };
    return { contestants: [{ name: 'ours', processes: system.measured, round }], close: () => system.stop() };
  },
};
