import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import { percentile } from '../harness/statistics.ts';
import type { Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { cpuSeconds } from '../load/processes.ts';
import { History } from '../systems/history.ts';
import { httpOrderCalls } from '../systems/order-calls.ts';
import { Ours } from '../systems/ours.ts';
import { type PastOrders, tellOfOrders } from '../systems/past-orders.ts';
import { town } from '../systems/town.ts';
import { ViewOperator } from '../systems/view-operator.ts';

const VIEW = 'order-history';
const ORDERS = 100_000;
const AT_REST_MS = 5_000;
const QUERY_EVERY_MS = 50;
const ORDER_EVERY_MS = 200;
/** Each has one order under way at most. */
const CLIENTS = 20;
const WITHIN_MS = 1_200_000;

interface Asked {
  readonly took: readonly number[];
  readonly failed: number;
}

type Ask = (number: number) => Promise<boolean>;

/** Asks at a steady pace, whether or not what was asked before has been answered, until the promise has ended. */
async function asksDuring(ask: Ask, everyMs: number, ended: Promise<unknown>): Promise<Asked> {
  const took: number[] = [];
  let failed = 0;
  let number = 0;
  const asked: Promise<void>[] = [];
  const once = async (): Promise<void> => {
    const began = performance.now();
    const isFine = await ask(number++).catch(() => false);
    took.push(performance.now() - began);
    if (!isFine) failed += 1;
  };
  const clock = setInterval(() => asked.push(once()), everyMs);
  try {
    await ended;
  } finally {
    clearInterval(clock);
    await Promise.all(asked);
  }
  return { took, failed };
}

interface Users {
  readonly look: Ask;
  readonly order: Ask;
}

async function usersDuring({ look, order }: Users, ended: Promise<unknown>) {
  const [pages, orders] = await Promise.all([asksDuring(look, QUERY_EVERY_MS, ended), asksDuring(order, ORDER_EVERY_MS, ended)]);
  return { pages, orders };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function rebuild(system: Ours, operator: ViewOperator, users: Users, { messages }: PastOrders) {
  const { pid } = system.measured.find(({ name }) => name === 'order')!;
  const atRest = await usersDuring(users, pause(AT_REST_MS));
  const cpu = cpuSeconds(pid);
  const switched = operator.rebuild(VIEW, WITHIN_MS);
  const meanwhile = await usersDuring(users, switched);
  const seconds = await switched;
  return {
    seconds,
    perSecond: messages / seconds,
    perCpuSecond: messages / (cpuSeconds(pid) - cpu),
    p50: percentile(meanwhile.pages.took, 0.5),
    p99: percentile(meanwhile.pages.took, 0.99),
    p50AtRest: percentile(atRest.pages.took, 0.5),
    p99AtRest: percentile(atRest.pages.took, 0.99),
    asked: meanwhile.pages.took.length,
    failed: meanwhile.pages.failed + atRest.pages.failed,
    orderP50: percentile(meanwhile.orders.took, 0.5),
    orderP99: percentile(meanwhile.orders.took, 0.99),
    orderP50AtRest: percentile(atRest.orders.took, 0.5),
    ordersFailed: meanwhile.orders.failed + atRest.orders.failed,
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
    orderP50: { title: '`POST /v1/orders` meanwhile, p50', unit: 'ms', better: 'less' },
    orderP99: { title: 'p99', unit: 'ms', better: 'less' },
    orderP50AtRest: { title: '`POST /v1/orders` at rest, p50', unit: 'ms', better: 'less' },
    ordersFailed: { title: 'orders that were not accepted', unit: 'orders', better: 'less' },
  },
  goals: [
    { figure: 'failed', atMost: 0 },
    { figure: 'ordersFailed', atMost: 0 },
  ],
  notes: [
    `Five messages per order, on three channels. Consumers ask for pages of their history through the gateway, one every ${QUERY_EVERY_MS} ms, half of them with a search, and one orders every ${ORDER_EVERY_MS} ms, before and during the rebuild. CPU is the order service's, which answers them.`,
  ],
  rounds: 1,
  isWarm: true,
  operation: 'message',
  prepare: async (world, { scale }) => {
    const system = await Ours.start(world, ['order', 'api-gateway']);
    const told = await tellOfOrders(world, system, Math.round(ORDERS * scale));
    const history = await History.of(world, system, told);
    const restaurants = town();
    await system.opens(restaurants);
    const { place, close } = httpOrderCalls(system.gatewayUrl, restaurants, await Promise.all(Array.from({ length: CLIENTS }, () => world.tokenOf(randomUUID()))));
    const users = { look: (n: number) => history.page(n), order: (n: number) => place(n % CLIENTS).then(Boolean) };
    const operator = await ViewOperator.at(world, system.gatewayUrl);
    await operator.hasRead(VIEW, told.messages, WITHIN_MS);
    const round = async () => {
      const figures = await rebuild(system, operator, users, told);
      await tidied(world, system.databaseUrls['order']!);
      return { figures, operations: told.messages };
    };
    const contestants = [{ name: 'ours', processes: system.measured, round }];
    return { contestants, close: () => system.stop().finally(close) };
  },
};
