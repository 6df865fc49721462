// npm run load -- --orders 10000 --clients 32 [--rate N]
// Orders placed through the gateway of the running stack; says how fast, how evenly, and at what cost.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readStack } from '../../infra/stack-state.ts';
import { tailMessages } from '../../infra/messages/tail-messages.ts';
import { settledBooks } from './books.ts';
import { percentiles, round } from './figures.ts';
import { cpuSeconds, pssMiB, totalOf } from './processes.ts';
import { Town } from './town.ts';

const CREDIT_LIMIT = 1_000_000_000;
const ADDRESS = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

const options = {
  orders: { type: 'string', default: '1000' },
  clients: { type: 'string', default: '32' },
  /** Orders per second over all clients; without it as fast as they are answered. */
  rate: { type: 'string', default: 'Infinity' },
  password: { type: 'string', default: 'ftgo-demo' },
} as const;

function asked() {
  try {
    const { values } = parseArgs({ options });
    const wrong = (['orders', 'clients', 'rate'] as const).find((name) => !(Number(values[name]) > 0));
    if (!wrong) return values;
    console.error(`--${wrong} must be a number above 0, not "${values[wrong]}"`);
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error('npm run load -- [--orders 1000] [--clients 32] [--rate <per second>] [--password <of the demo sign-ins>]');
  process.exit(2);
}

const values = asked();
const orders = Number(values.orders);
const clients = Number(values.clients);
const rate = Number(values.rate);

const stack = readStack();
const town = new Town(new URL(stack.gatewayUrl), clients);
const operator = await town.signIn('ops@ftgo.example', values.password);
const restaurants = await town.restaurants();
if (restaurants.length === 0) throw new Error('No restaurant is open round the clock: run npm start first, it brings demo data');
// One after the other: each costs several password hashes, which are not what is measured.
const consumers: { id: string; token: string }[] = [];
for (let client = 0; client < clients; client++) consumers.push(await town.newConsumer(operator, CREDIT_LIMIT));

const placedAt = new Map<string, number>();
const finalAfter: number[] = [];
const outcomes = new Map<string, number>();
const early = new Map<string, { at: number; type: string }>();

function settled(orderId: string, type: string, at: number): void {
  const start = placedAt.get(orderId);
  // The choreography may be done before the POST's answer has been read here.
  if (start === undefined) return void early.set(orderId, { at, type });
  finalAfter.push(at - start);
  outcomes.set(type, (outcomes.get(type) ?? 0) + 1);
}

const tail = await tailMessages({
  brokers: stack.kafkaBrokers,
  onMessage: ({ type, key }) => {
    if (/OrderApproved|OrderRejected/.test(type)) settled(key, type.split('.').at(-2)!, performance.now());
  },
});

const { processes } = stack;
const cpuBefore = new Map(processes.map(({ name, pid }) => [name, totalOf(cpuSeconds, pid)]));

const postTook: number[] = [];
const refused = new Map<string, number>();
let next = 0;
const begun = performance.now();

await Promise.all(
  consumers.map(async ({ token }, client) => {
    for (let mine = next++; mine < orders; mine = next++) {
      const due = begun + (mine / rate) * 1000;
      if (due > performance.now()) await new Promise((go) => setTimeout(go, due - performance.now()));
      const restaurant = restaurants[(mine + client) % restaurants.length]!;
      const menuItemId = restaurant.menuItemIds[mine % restaurant.menuItemIds.length]!;
      const start = performance.now();
      const { status, body } = await town.call('POST', '/v1/orders', {
        token,
        key: randomUUID(),
        body: { restaurantId: restaurant.id, lineItems: [{ menuItemId, quantity: 1 + (mine % 3) }], deliveryAddress: ADDRESS },
      });
      postTook.push(performance.now() - start);
      if (status !== 201) {
        const said = `${status} ${body?.code}`;
        refused.set(said, (refused.get(said) ?? 0) + 1);
        continue;
      }
      placedAt.set(body.orderId, start);
      const done = early.get(body.orderId);
      if (done) settled(body.orderId, done.type, done.at);
    }
  }),
);
const posted = performance.now();

const giveUpAt = posted + 120_000;
while (finalAfter.length < placedAt.size && performance.now() < giveUpAt) await new Promise((again) => setTimeout(again, 20));
const ended = performance.now();
await tail.stop();

const took = (ms: number) => `${round(ms / 1000, 2)} s`;
console.log(`${placedAt.size} orders accepted in ${took(posted - begun)}: ${round((placedAt.size / (posted - begun)) * 1000)} per second`);
console.log(`${finalAfter.length} final in ${took(ended - begun)}: ${round((finalAfter.length / (ended - begun)) * 1000)} per second`);
for (const [said, count] of refused) console.log(`  ${count} answered ${said}`);
for (const [type, count] of outcomes) console.log(`  ${count} ${type}`);
console.log(`POST → answer        ${percentiles(postTook)}`);
console.log(`POST → final state   ${percentiles(finalAfter)}`);
console.log('process            CPU ms per order    PSS MiB');
for (const { name, pid } of processes) {
  const cpu = ((totalOf(cpuSeconds, pid) - cpuBefore.get(name)!) * 1000) / Math.max(placedAt.size, 1);
  console.log(`${name.padEnd(18)} ${round(cpu, 3).toString().padStart(16)} ${round(totalOf(pssMiB, pid)).toString().padStart(10)}`);
}
const lost = placedAt.size - finalAfter.length;
const books = await settledBooks(town, operator);
console.log(`books: ${books.balanced ? 'balanced' : `NOT balanced: ${JSON.stringify(books.checks)}`}; not final: ${lost}`);
town.close();
process.exitCode = lost === 0 && books.balanced ? 0 : 1;
