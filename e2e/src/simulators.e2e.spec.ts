import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { Fate } from '../../infra/simulators/fate.ts';
import { Habits } from '../../infra/simulators/courier/habits.ts';
import { Pace } from '../../infra/simulators/pace.ts';
import { Plan } from '../../infra/simulators/staff/plan.ts';
import { type Person, type Restaurant, call, operator, pidOf, placed, reaches, someConsumer, someCourier, someRestaurant } from './ftgo.ts';
import { Simulator } from './simulator.ts';

/** A meal takes a second. */
const SPEED = 1_000;
/** A meal takes six seconds and more, within which somebody is seen cooking and killed. */
const SLOWER = 80;

let jane: Person;
let ajanta: Restaurant;
const running: Simulator[] = [];

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.kill())));

const start = (name: 'staff' | 'courier', emails: readonly string[], seed: number, speed = SPEED): Simulator => {
  const simulator = Simulator.start(name, { seed, speed, emails });
  running.push(simulator);
  return simulator;
};
const staffWith = (seed: number, speed = SPEED): Simulator => start('staff', [ajanta.email], seed, speed);
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
    { within: 45_000 },
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
  }, 150_000);
});

/** As ISO 8601 writes it: a week belongs to the year of its Thursday. */
function isoWeekOf(time: Date): string {
  const thursday = new Date(time.getTime() + (4 - (time.getUTCDay() || 7)) * 86_400_000);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
  return `${thursday.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

describe('a town whose staff and couriers are simulated', () => {
  it('brings an order to the door, with nobody else acting', async () => {
    const [orderId] = await approvedOrders(1);
    // Enough of them that some have room: orders of other tests wait for a courier, too, and for a cook who never comes.
    const emails: string[] = [];
    // One after another: hashing a password takes a busy machine long enough.
    while (emails.length < 8) emails.push((await someCourier()).email);
    const willing = (seed: number): boolean => emails.every((email) => !new Habits(new Fate(seed), new Pace(SPEED)).declines(orderId!, email));
    let seed = 1;
    while (reasonsOf(seed, [orderId!])[0] || !willing(seed)) seed += 1;
    start('staff', [ajanta.email], seed);
    start('courier', emails, seed);
    await reaches('DELIVERED', jane, orderId!, 90_000);
    const delivery = await eventually(async () => {
      const { body } = await call('GET', `/v1/deliveries/${orderId}`, { token: jane.token });
      expect(body).toMatchObject({ state: 'DELIVERED', courierId: expect.any(String) });
      return body;
    });
    // Not when it was expected, which may have been another week.
    const { body: history } = await call('GET', `/v1/deliveries/${orderId}/history`, { token: await operator() });
    const { data } = history.entries.find(({ type }: { type: string }) => type === 'DeliveryDelivered');
    const week = `/v1/couriers/${delivery.courierId}/weeks/${isoWeekOf(new Date(data.at))}`;
    // They may have brought orders of other tests as well.
    await eventually(async () => {
      const { body } = await call('GET', week, { token: await operator() });
      expect(body).toMatchObject({ deliveries: expect.any(Number), distanceMeters: expect.any(Number) });
      expect(body.deliveries).toBeGreaterThan(0);
    });
  }, 180_000);
});
