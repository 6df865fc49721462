// npm run test:faults -- [--minutes 1] [--seed N] [--rate 15] [--instances 2] [--couriers 8] [--router] [--calm] [--keep | --no-keep]
// Orders and faults, planned by the seed, on a stack of its own; then the books. What is planned is the same for a seed, the timing is not.
import { parseArgs } from 'node:util';
import { databaseServices } from '../../infra/databases.ts';
import { routerOf } from '../../infra/router/of-stack.ts';
import { paceOfCouriers } from '../../infra/simulators/server-spec.ts';
import type { StackSize } from '../../infra/stack-size.ts';
import { storyOf } from '../../infra/story/story.ts';
import { onOwnStack } from '../own-stack.ts';
import { COURIERS_SPEED } from './couriers.ts';
import { bringDisorder } from './disorder.ts';
import { findingsReport, reportOf } from './report.ts';
import { runFaults } from './run.ts';

/** How long an order may be pending here: short enough to be waited for, long enough for a killed process to come back. */
const CREATION_DEADLINE = 30_000;

const options = {
  minutes: { type: 'string', default: '1' },
  seed: { type: 'string', default: String(Date.now() % 100_000) },
  rate: { type: 'string', default: '15' },
  instances: { type: 'string', default: '2' },
  couriers: { type: 'string', default: '8' },
  /** With the message router between the services: some messages come twice, or out of order. */
  router: { type: 'boolean', default: false },
  /** No blows: what the router does to messages, and what people do to orders, is all that happens. */
  calm: { type: 'boolean', default: false },
  /** Keep data and logs: after findings unless told, `--keep` always, `--no-keep` never. */
  keep: { type: 'boolean' },
} as const;

function asked() {
  try {
    const { values } = parseArgs({ options, allowNegative: true });
    const wrong = (['minutes', 'seed', 'rate', 'instances', 'couriers'] as const).find((name) => !(Number(values[name]) >= 0));
    if (!wrong) {
      const { keep, router, calm } = values;
      const [minutes, seed, rate, instances, couriers] = [values.minutes, values.seed, values.rate, values.instances, values.couriers].map(Number) as [number, number, number, number, number];
      return { keep, router, calm, minutes, seed, rate, instances, couriers };
    }
    console.error(`--${wrong} must be a number, not "${values[wrong]}"`);
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error('npm run test:faults -- [--minutes 1] [--seed N] [--rate <clients per second>] [--instances 2] [--couriers 8] [--router] [--calm] [--keep | --no-keep]');
  process.exit(2);
}

const { minutes, seed, rate, instances, couriers, router, calm, keep } = asked();
const tell = (line: string): void => console.log(`${(performance.now() / 1_000).toFixed(1).padStart(6)} s  ${line}`);
process.env['FTGO_CREATION_DEADLINE_SECONDS'] = String(CREATION_DEADLINE / 1_000);
// A saga that nobody answers is to ask again, and to turn back, before the books are read.
process.env['FTGO_STEP_DEADLINE_SECONDS'] = '2';
process.env['FTGO_STEP_DEADLINE_MOST_SECONDS'] = '5';
// Most orders are left alone, and shall stay as they are.
process.env['FTGO_ACCEPTANCE_DEADLINE_SECONDS'] = '86400';
// An order that comes to the door does so before the books are read.
process.env['FTGO_OFFER_WINDOW_SECONDS'] = '3';
process.env['FTGO_OFFER_AGAIN_SECONDS'] = '2';
Object.assign(process.env, paceOfCouriers(COURIERS_SPEED));

const size = { brokers: 1, instances: Object.fromEntries(databaseServices.map((service) => [service, instances])) as StackSize['instances'] };
await onOwnStack({ name: 'faults', keep, size, router, progress: tell }, async (stack, { folder }) => {
  if (router) await bringDisorder(routerOf(stack.state), seed);
  tell(`Seed ${seed}: ${rate} clients a second for ${minutes} min`);
  const figures = await runFaults({
    folder,
    seed,
    rate,
    instances,
    couriers,
    calm,
    lasts: minutes * 60_000,
    creationDeadline: CREATION_DEADLINE,
    tell,
  });
  const failed = figures.findings.length > 0;
  console.log(`\nSeed ${seed}\n${reportOf(figures)}`);
  if (failed) {
    console.log(`\nFound after ${figures.seconds.toFixed(0)} s with --seed ${seed}:\n${findingsReport(figures.findings)}`);
    const orderId = figures.findings.find((finding) => finding.orderId)?.orderId;
    if (orderId) console.log(`\n${await storyOf(stack.state, orderId)}`);
  }
  return !failed;
});
