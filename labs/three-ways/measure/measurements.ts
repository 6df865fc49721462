import { median, percentile } from '../../../benchmarks/harness/statistics.ts';
import { callAt } from '../../../benchmarks/load/callers.ts';
import type { PlacedOrder, System } from './system.ts';

export interface Times {
  readonly p50: number;
  readonly p99: number;
}

export interface Latency {
  readonly answered: Times;
  readonly approved: Times;
  /** CPU time of all services, in milliseconds. */
  readonly cpuPerOrder: number;
}

export interface Shares {
  readonly orders: number;
  /** Of the orders, those answered with 201. */
  readonly accepted: number;
  /** Of the orders, those that were approved in the end. */
  readonly approved: number;
}

const timesOf = (values: readonly number[]): Times => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });
const idsOf = (placed: readonly PlacedOrder[]): string[] => placed.flatMap(({ id }) => id ?? []);

async function placeAt(system: System, perSecond: number, seconds: number): Promise<PlacedOrder[]> {
  const placed: PlacedOrder[] = [];
  await callAt(perSecond, seconds, async () => void placed.push(await system.place()));
  return placed;
}

async function sharesOf(system: System, placed: readonly PlacedOrder[]): Promise<Shares> {
  const approved = await system.approvedAt(idsOf(placed));
  return { orders: placed.length, accepted: idsOf(placed).length / placed.length, approved: approved.size / placed.length };
}

/** Brings programs and caches to their pace. */
export const warmUp = async (system: System): Promise<void> => {
  await placeAt(system, 20, 5);
  await system.decided();
};

/** From the request to its answer, and to the commit that approves the order. */
export async function latencyOf(system: System, perSecond: number, seconds: number): Promise<Latency> {
  const cpuBefore = system.cpuSeconds();
  const placed = (await placeAt(system, perSecond, seconds)).filter(({ id }) => id);
  await system.decided();
  const cpuPerOrder = (1_000 * (system.cpuSeconds() - cpuBefore)) / placed.length;
  const approvedAt = await system.approvedAt(idsOf(placed));
  const approved = placed.flatMap(({ id, at }) => (approvedAt.has(id!) ? [approvedAt.get(id!)! - at] : []));
  return { answered: timesOf(placed.map(({ took }) => took)), approved: timesOf(approved), cpuPerOrder };
}

/** The middle one of several rounds, figure by figure. */
export function middleOf(rounds: readonly Latency[]): Latency {
  const middle = (of: (round: Latency) => number): number => median(rounds.map(of));
  return {
    answered: { p50: middle(({ answered }) => answered.p50), p99: middle(({ answered }) => answered.p99) },
    approved: { p50: middle(({ approved }) => approved.p50), p99: middle(({ approved }) => approved.p99) },
    cpuPerOrder: middle(({ cpuPerOrder }) => cpuPerOrder),
  };
}

/** kill -9 of the restaurant service while orders are placed; it comes back. @returns what became of those placed while it was away */
export async function outageOf(system: System, perSecond: number, awaySeconds: number): Promise<Shares> {
  await system.kill('restaurant');
  const placed = await placeAt(system, perSecond, awaySeconds);
  await system.bringUp('restaurant');
  await system.decided();
  return sharesOf(system, placed);
}

/** What becomes of orders where each service is away for some of them. */
export async function availabilityOf(system: System, perSecond: number, seconds: number): Promise<Shares & { readonly answered: Times }> {
  const placed = await placeAt(system, perSecond, seconds);
  await system.decided();
  return { ...(await sharesOf(system, placed)), answered: timesOf(placed.filter(({ id }) => id).map(({ took }) => took)) };
}
