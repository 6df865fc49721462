// npm run lab:three-ways [-- --rate 25] [--seconds 20] [--only ways|chains] [--quick]
// Creates orders by choreography, by asynchronous orchestration and by synchronous calls: how long it takes, what is left of it while a
// service is away, and how many files name a step.
import { parseArgs } from 'node:util';
import { World } from '../../benchmarks/harness/world.ts';
import { endAbandonedServers } from '../../infra/test-servers.ts';
import { allUp } from './arithmetic.ts';
import { type Way, buildWays, ways } from './build.ts';
import { type Latency, type Times, availabilityOf, latencyOf, middleOf, outageOf, warmUp } from './measure/measurements.ts';
import { placesOf } from './measure/places.ts';
import { System } from './measure/system.ts';

const { values } = parseArgs({ options: { rate: { type: 'string', default: '25' }, seconds: { type: 'string', default: '20' }, only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const rate = Number(values.rate);
const seconds = values.quick ? 3 : Number(values.seconds);
const ROUNDS = values.quick ? 1 : 5;
const AWAY_SECONDS = values.quick ? 3 : 10;
/** Of each service, in R8's arithmetic. */
const UPTIME = 0.995;
const UNRELIABLE_ORDERS = values.quick ? 100 : 1_500;

const began = performance.now();
const say = (line: string): void => console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const ms = ({ p50, p99 }: Times): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

async function withSystem<T>(world: World, way: Way, settings: Record<string, string>, measure: (system: System) => Promise<T>): Promise<T> {
  const system = await System.start(world, way, settings);
  try {
    await warmUp(system);
    return await measure(system);
  } finally {
    await system.stop();
  }
}

/** Side by side, round by round: whatever else the machine does, it does to all of them. */
async function compare(world: World): Promise<void> {
  const systems = new Map<Way, System>();
  for (const way of ways) {
    say(`starting ${way}`);
    const system = await System.start(world, way);
    await warmUp(system);
    systems.set(way, system);
  }
  const rounds = new Map<Way, Latency[]>(ways.map((way) => [way, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`round ${round} of ${ROUNDS}`);
    for (const [way, system] of systems) rounds.get(way)!.push(await latencyOf(system, rate, seconds / ROUNDS));
  }
  const rows: string[][] = [];
  for (const [way, system] of systems) {
    say(`${way} without the restaurant service`);
    const outage = await outageOf(system, rate, AWAY_SECONDS);
    const { answered, approved, cpuPerOrder } = middleOf(rounds.get(way)!);
    rows.push([way, ms(answered), ms(approved), `${cpuPerOrder.toFixed(1)} ms`, percent(outage.accepted), percent(outage.approved), `${placesOf(way).length}`]);
    await system.stop();
  }
  console.log(`\n${rate} orders per second, ${ROUNDS} rounds of ${seconds / ROUNDS} s each: the middle ones\n`);
  const head = ['', 'POST → 201, p50 / p99', 'POST → APPROVED, p50 / p99', 'CPU per order', 'accepted while the restaurant service is killed', 'approved in the end', 'files that name a step'];
  console.log(table(head, rows));
}

async function chains(world: World): Promise<void> {
  const rows: string[][] = [];
  for (const services of [1, 2, 3]) {
    say(`a chain of ${services}`);
    const settings = { FTGO_LAB_UPTIME: `${UPTIME}`, FTGO_LAB_CHAIN: `${services}` };
    const { orders, accepted, answered } = await withSystem(world, 'synchronous', settings, (system) => availabilityOf(system, rate, UNRELIABLE_ORDERS / rate));
    rows.push([`${services} by calls`, `${orders}`, percent(allUp(UPTIME, services)), percent(accepted), '', ms(answered)]);
  }
  say('three by messages');
  const { orders, accepted, approved, answered } = await withSystem(world, 'orchestration', { FTGO_LAB_UPTIME: `${UPTIME}` }, (system) =>
    availabilityOf(system, rate, UNRELIABLE_ORDERS / rate),
  );
  rows.push(['3 by messages', `${orders}`, percent(allUp(UPTIME, 1)), percent(accepted), percent(approved), ms(answered)]);
  console.log(`\nEach service up for ${percent(UPTIME)} of the orders\n`);
  console.log(table(['services', 'orders', 'accepted, computed', 'accepted, measured', 'approved in the end', 'POST → 201, p50 / p99'], rows));
}

await endAbandonedServers();
await buildWays();
const world = await World.start();
let stopping: Promise<void> | undefined;
const stop = (): Promise<void> => (stopping ??= world.stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().finally(() => process.exit(1)));
try {
  if (!values.only || values.only === 'ways') await compare(world);
  if (!values.only || values.only === 'chains') await chains(world);
  for (const way of ways) console.log(`\n${way}: the files that name the step which makes a ticket\n${placesOf(way).map((file) => `- ${file}`).join('\n')}`);
} finally {
  await stop();
}
process.exit();
