import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '@ftgo/testing';
import { type GroupMember, committedBy, membersOf } from '../../infra/consumer-groups.ts';
import { StackControl } from '../../infra/control.ts';
import { readTopics } from '../../infra/messages/read-topics.ts';
import { type Person, type Restaurant, balancedBooks, call, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const GROUP = 'ftgo.consumer.accounting';
const TICKETS = 'ftgo.ticket.events';
/** So many that each partition has some. */
const ORDERS = 24;

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
}, 120_000);

afterAll(async () => {
  await Promise.all([accounting?.end(), lock?.end()]);
  await control.thaw();
  await control.up();
  if (second) await control.remove(second);
}, 120_000);

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

/** A message as it lies in a partition. */
interface News {
  readonly id: string;
  readonly partition: number;
  readonly offset: number;
}

/** Of these orders, that there is a ticket, where it lies in these partitions. */
const newsOf = (orders: readonly string[], partitions: readonly number[]): Promise<News[]> =>
  readTopics(stack.kafkaBrokers, ({ channel, key, type, id, partition, offset }) =>
    channel === TICKETS && type.includes('.TicketCreated.') && orders.includes(key) && partitions.includes(partition) ? { id, partition, offset: Number(offset) } : undefined,
  );

/** Those that accounting has handled. */
async function handled(news: readonly News[]): Promise<News[]> {
  const { rows } = await accounting.query<{ message_id: string }>("select message_id from inbox where subscriber = 'accounting' and message_id = any($1)", [news.map(({ id }) => id)]);
  const known = new Set(rows.map(({ message_id: id }) => id));
  return news.filter(({ id }) => known.has(id));
}

/** How many of them accounting has heard of. */
const begun = async (orders: readonly string[]): Promise<number> =>
  (await accounting.query('select from authorizations where id = any($1)', [orders])).rowCount ?? 0;

/** Statements of both instances that began from now on wait for the test's lock: each has messages in hand that it cannot commit yet. */
async function bothAtWork(): Promise<void> {
  const { rows: clock } = await accounting.query<{ now: string }>('select clock_timestamp()::text as now');
  const waiting = "select distinct client_port from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query_start > $1";
  await eventually(async () => expect((await accounting.query(waiting, [clock[0]!.now])).rows.length).toBeGreaterThanOrEqual(2), { within: 30_000 });
}

describe('two instances of a service', () => {
  it('do each thing once, though one is killed after its commits to the database and before those to Kafka', async () => {
    const members = await sharedByTwo();
    const share = members.find(({ instance }) => instance === second)!.partitions[TICKETS]!;

    await lock.query('begin');
    await lock.query('lock table inbox in exclusive mode');
    const orders = await Promise.all(Array.from({ length: ORDERS }, () => placed(jane, ajanta)));
    const toTheSecond = await eventually(
      async () => {
        const news = await newsOf(orders, share);
        expect(news.length).toBeGreaterThan(0);
        return news;
      },
      { within: 30_000 },
    );
    await bothAtWork();
    const committed = await committedBy(stack.kafkaBrokers, GROUP, TICKETS);
    await control.freeze('kafka');
    await lock.query('commit');
    // What the second had in hand it does; nothing of it can be told to Kafka.
    const leftBehind = await eventually(
      async () => {
        const done = await handled(toTheSecond);
        expect(done.length).toBeGreaterThan(0);
        return done;
      },
      { within: 30_000 },
    );
    for (const { partition, offset } of leftBehind) expect(offset).toBeGreaterThanOrEqual(committed.get(partition) ?? 0);
    await control.down(second);
    await control.thaw('kafka');

    for (const orderId of orders) await reaches('APPROVED', jane, orderId, 60_000);
    await eventually(
      async () => {
        const now = await committedBy(stack.kafkaBrokers, GROUP, TICKETS);
        for (const { partition, offset } of leftBehind) expect(now.get(partition)).toBeGreaterThan(offset);
      },
      { within: 30_000 },
    );
    await eventually(async () => {
      const { body } = await call('GET', `/v1/consumers/${jane.id}/account`, { token: jane.token });
      expect(body.held.amount).toBe(ORDERS * 1234);
    });
    expect(await begun(orders)).toBe(ORDERS);
    await balancedBooks();
  }, 240_000);
});
