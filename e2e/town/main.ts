// npm run test:town -- [--minutes 2] [--per-minute 200] [--speed 240] [--couriers 24] [--restaurants 6] [--consumers 50] [--seed 1] [--keep | --no-keep]
// A town whose staff and couriers are simulated, on a stack of its own: orders come steadily and go to the door; then the books.
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { paceOfCouriers, simulatorSpecs } from '../../infra/simulators/server-spec.ts';
import type { StackState } from '../../infra/stack-state.ts';
import { storyOf } from '../../infra/story/story.ts';
import { onOwnStack } from '../own-stack.ts';
import { findingsIn } from '../faults/checks.ts';
import type { Books, Evidence } from '../faults/evidence.ts';
import type { Finding } from '../faults/finding.ts';
import { deliveriesUnderWay, gather, lagsOf } from '../faults/gather.ts';
import { PatientClient } from '../faults/patient-client.ts';
import { Random } from '../faults/random.ts';
import { findingsReport, outcomesOf } from '../faults/report.ts';
import { Memory } from './memory.ts';
import { type Ordered, orderFlow } from './order-flow.ts';
import { ridesOf } from './punctuality.ts';
import { memoryReport, punctualityReport } from './report.ts';
import { foundTown } from './town.ts';

const usual = { minutes: '2', 'per-minute': '200', speed: '240', couriers: '24', restaurants: '6', consumers: '50', seed: '1' } as const;
type Name = keyof typeof usual;
const names = Object.keys(usual) as Name[];
/** From the last order on. */
const ENDS_WITHIN_MS = 300_000;

function asked() {
  try {
    const options = { ...Object.fromEntries(names.map((name) => [name, { type: 'string', default: usual[name] }])), keep: { type: 'boolean' } } as Record<Name, { type: 'string'; default: string }> & { keep: { type: 'boolean' } };
    const { values } = parseArgs({ options, allowNegative: true });
    const wrong = names.find((name) => !(Number(values[name]) > 0));
    if (!wrong) return { keep: values.keep, size: Object.fromEntries(names.map((name) => [name, Number(values[name])])) as Record<Name, number> };
    console.error(`--${wrong} must be a number above 0, not "${values[wrong]}"`);
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(`npm run test:town -- ${names.map((name) => `[--${name} ${usual[name]}]`).join(' ')} [--keep | --no-keep]`);
  process.exit(2);
}

const { keep, size } = asked();
const { minutes, 'per-minute': perMinute, speed, seed } = size;
const tell = (line: string): void => console.log(`${(performance.now() / 1_000).toFixed(1).padStart(6)} s  ${line}`);
// Couriers here answer at once: nobody's food waits for those who do not.
Object.assign(process.env, { ...paceOfCouriers(speed), FTGO_OFFER_WINDOW_SECONDS: '3', ...process.env });

await onOwnStack({ name: 'town', keep, progress: tell }, async (stack, { folder, signal }) => {
  const random = new Random(seed);
  const client = new PatientClient(stack.state.gatewayUrl, signal);
  const town = await foundTown(client, size, random);
  const people = { staff: town.restaurants.map(({ email }) => email), courier: town.couriers };
  await stack.simulate(simulatorSpecs({ ...stack.state, seed, speed, people }));
  tell(`${perMinute} orders a minute for ${minutes} min in a town ${speed} times as fast as ours: ${size.restaurants} restaurants, ${size.couriers} couriers, ${size.consumers} consumers`);

  const memory = new Memory(folder);
  const over = new AbortController();
  const watching = memory.watch(over.signal);
  const ordered = await orderFlow(client, town, random, { orders: Math.round(minutes * perMinute), perMinute });
  tell(`${ordered.accepted.length} orders are placed`);
  const begun = performance.now();
  while (performance.now() - begun < ENDS_WITHIN_MS && !(await isAtRest(stack.state))) await after(500);
  tell(`Nothing moves any more, ${((performance.now() - begun) / 1_000).toFixed(0)} s after the last order`);
  over.abort();
  await watching;

  const evidence = await gather(stack.state, [], 'town', await books());
  const findings = [...findingsIn(evidence), ...lost(ordered, evidence), ...unended(evidence)];
  const failed = findings.length > 0;
  console.log(`
Seed ${seed}: ${minutes} min, ${perMinute} orders a minute, speed ${speed}, ${size.restaurants} restaurants, ${size.couriers} couriers, ${size.consumers} consumers
${outcomesOf({ ...evidence, retries: client.retries })}
refused   ${[...ordered.refused].map(([code, many]) => `${many} ${code}`).join(', ') || 0}
books     ${evidence.books.checks.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}

${punctualityReport(await ridesOf(stack.state.databaseUrls.delivery), speed)}

${memoryReport(memory.grown)}
`);
  console.log(failed ? findingsReport(findings) : `All ${evidence.orders.length} orders have ended, and the books balance.`);
  const orderId = findings.find((finding) => finding.orderId)?.orderId;
  if (orderId) console.log(`\n${await storyOf(stack.state, orderId)}`);

  return !failed;

  async function isAtRest(state: StackState): Promise<boolean> {
    return (await books()).pending === 0 && (await deliveriesUnderWay(state)) === 0 && (await lagsOf(state.kafkaBrokers)).length === 0;
  }

  async function books(): Promise<Books> {
    return (await client.ask('GET', '/v1/operations/books', { token: town.operator })).body;
  }
});

function lost({ accepted }: Ordered, { orders }: Evidence): Finding[] {
  const there = new Set(orders.map(({ id }) => id));
  return accepted.filter((id) => !there.has(id)).map((orderId) => ({ harm: 'lost', rule: 'an order that was answered 201 is there', says: 'it is in no table', orderId }));
}

/** Here, unlike where faults are sought, somebody acts about every order. */
function unended({ orders }: Evidence): Finding[] {
  return orders.filter(({ state }) => state === 'APPROVED').map(({ id }) => ({ harm: 'stuck', rule: 'every order ends', says: 'it is still APPROVED', orderId: id }));
}
