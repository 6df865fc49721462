import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { Fate } from '../../infra/simulators/fate.ts';
import { Pace } from '../../infra/simulators/pace.ts';
import { Plan } from '../../infra/simulators/staff/plan.ts';
import { type Person, type Restaurant, call, pidOf, placed, reaches, someConsumer, someRestaurant } from './ftgo.ts';
import { Simulator } from './simulator.ts';

/** A meal takes a second. */
const SPEED = 1_000;
/** A meal takes some seconds, within which somebody may be killed. */
const SLOWER = 200;

let jane: Person;
let ajanta: Restaurant;
let staff: Simulator | undefined;

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});
afterEach(() => staff?.kill());

const staffWith = (seed: number, speed = SPEED): Simulator => (staff = Simulator.start('staff', { seed, speed, emails: [ajanta.email] }));
const reasonsOf = (seed: number, orders: readonly string[]): (string | undefined)[] => {
  const plan = new Plan(new Fate(seed), new Pace(SPEED));
  return orders.map((orderId) => plan.rejection(orderId));
};
/** A seed by which the staff rejects the first of the orders, and takes the others. */
const seedAgainstFirst = (orders: readonly string[]): number => {
  for (let seed = 1; ; seed += 1) {
    const [first, ...others] = reasonsOf(seed, orders);
    if (first && !others.some((reason) => reason)) return seed;
  }
};
const approvedOrders = async (many: number): Promise<string[]> => {
  const orders: string[] = [];
  for (let n = 0; n < many; n += 1) orders.push(await placed(jane, ajanta));
  for (const orderId of orders) await reaches('APPROVED', jane, orderId);
  return orders;
};
const isReady = (orderId: string): Promise<void> =>
  eventually(
    async () => {
      const { body } = await call('GET', `/v1/tickets/${orderId}`, { token: ajanta.token });
      expect(body).toMatchObject({ state: 'READY_FOR_PICKUP', readyBy: expect.any(String) });
    },
    { within: 30_000 },
  );

describe('a restaurant whose staff is simulated', () => {
  it('has orders ready, or rejects them, as its seed says, with nobody else acting', async () => {
    const orders = await approvedOrders(4);
    const seed = seedAgainstFirst(orders);
    staffWith(seed);
    const [rejected, ...taken] = orders;
    expect(await reaches('CANCELLED', jane, rejected!)).toMatchObject({ reason: 'BY_RESTAURANT', detail: reasonsOf(seed, orders)[0] });
    for (const orderId of taken) await isReady(orderId);
  }, 120_000);

  it('goes on where it was when simulator and gateway are killed', async () => {
    const orders = await approvedOrders(3);
    const seed = seedAgainstFirst(orders);
    const first = staffWith(seed, SLOWER);
    await eventually(async () => {
      const { body } = await call('GET', `/v1/tickets/${orders[2]}`, { token: ajanta.token });
      expect(['ACCEPTED', 'PREPARING']).toContain(body.state);
    });
    await first.kill();
    staffWith(seed);
    process.kill(pidOf('api-gateway'), 'SIGKILL');
    await isReady(orders[1]!);
    await isReady(orders[2]!);
  }, 120_000);
});
