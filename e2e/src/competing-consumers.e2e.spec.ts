import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '@ftgo/testing';
import { type GroupMember, committedBy, membersOf } from '../../infra/consumer-groups.ts';
import { StackControl } from '../../infra/control.ts';
import { readTopics } from '../../infra/messages/read-topics.ts';
import { type Person, type Restaurant, balancedBooks, call, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const GROUP = 'ftgo.consumer.accounting';
const TICKETS = 'ftgo.ticket.events';
const ORDERS = 12;

const control = new StackControl(stack.dataFolder);
let jane: Person;
let ajanta: Restaurant;
let second: string;
let accounting: pg.Client;
/** Another session: within a transaction, what others do looks as it did at the first look. */
let lock: pg.Client;

beforeAll(async () => {
  jane = await someConsumer(10_000_000);
  ajanta = await someRestaurant(jane);
  [accounting, lock] = [new pg.Client(stack.databaseUrls.consumer), new pg.Client(stack.databaseUrls.consumer)];
  await Promise.all([accounting.connect(), lock.connect()]);
  second = await control.add('consumer');
}, 60_000);

afterAll(async () => {
  await Promise.all([accounting.end(), lock.end()]);
  await control.thaw();
  await control.up();
  await control.remove(second);
});

/** Both have a part of the tickets. */
const sharedByTwo = (): Promise<GroupMember[]> =>
  eventually(
    async () => {
      const members = await membersOf(stack.kafkaBrokers, GROUP);
      if (members.length !== 2 || members.some(({ partitions }) => !partitions[TICKETS]?.length)) throw new Error(`the group is ${JSON.stringify(members)}`);
      return members;
    },
    { within: 30_000 },
  );

/** The messages about tickets of these orders that accounting has handled, with their places. */
async function handled(orders: readonly string[]): Promise<{ partition: number; offset: number }[]> {
  const { rows } = await accounting.query<{ message_id: string }>("select message_id from inbox where subscriber = 'accounting'");
  const known = new Set(rows.map(({ message_id: id }) => id));
  return readTopics(stack.kafkaBrokers, ({ channel, key, id, partition, offset }) =>
    channel === TICKETS && orders.includes(key) && known.has(id) ? { partition, offset: Number(offset) } : undefined,
  );
}

/** How many of them accounting has heard of. */
const begun = async (orders: readonly string[]): Promise<number> =>
  (await accounting.query('select from authorizations where id = any($1)', [orders])).rowCount ?? 0;

/** Statements of both instances wait for the test's lock: each has messages in hand that it cannot commit yet. */
const bothAtWork = (): Promise<void> =>
  eventually(
    async () => {
      const { rows } = await accounting.query("select distinct client_port from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      expect(rows.length).toBeGreaterThanOrEqual(2);
    },
    { within: 30_000 },
  );

describe('two instances of a service', () => {
  it('do each thing once, though one is killed after its commits to the database and before those to Kafka', async () => {
    const members = await sharedByTwo();
    const share = members.find(({ instance }) => instance === second)!.partitions[TICKETS]!;

    await lock.query('begin');
    await lock.query('lock table inbox in exclusive mode');
    const orders = await Promise.all(Array.from({ length: ORDERS }, () => placed(jane, ajanta)));
    await bothAtWork();
    await control.freeze('kafka');
    await lock.query('commit');
    // What both had in hand is done; nothing of it can be told to Kafka.
    let before = -1;
    await eventually(async () => {
      const now = await begun(orders);
      const settled = now > 0 && now === before;
      before = now;
      if (!settled) throw new Error(`accounting has heard of ${now} orders, and goes on`);
    });
    await control.down(second);
    await control.thaw('kafka');

    const [done, committed] = await Promise.all([handled(orders), committedBy(stack.kafkaBrokers, GROUP, TICKETS)]);
    const leftBehind = done.filter(({ partition, offset }) => share.includes(partition) && offset >= (committed.get(partition) ?? 0));
    expect(leftBehind.length).toBeGreaterThan(0);

    for (const orderId of orders) await reaches('APPROVED', jane, orderId, 60_000);
    await eventually(
      async () => {
        const now = await committedBy(stack.kafkaBrokers, GROUP, TICKETS);
        for (const { partition, offset } of leftBehind) expect(now.get(partition)).toBeGreaterThan(offset);
      },
      { within: 30_000 },
    );
    const { body } = await call('GET', `/v1/consumers/${jane.id}/account`, { token: jane.token });
    expect(body.held.amount).toBe(ORDERS * 1234);
    expect(await begun(orders)).toBe(ORDERS);
    await balancedBooks();
  }, 180_000);
});
