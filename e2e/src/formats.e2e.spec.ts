import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import { type MessageTail, type TailedMessage, tailMessages } from '../../infra/messages/tail-messages.ts';
import { AnotherInstance } from './another-instance.ts';
import { type Person, type Restaurant, balancedBooks, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const writers = ['order', 'consumer', 'restaurant', 'delivery'] as const;
const BOTH = ['application/json', 'application/protobuf'];
const channels = ['ftgo.consumer.events', 'ftgo.authorization.events', 'ftgo.ticket.events', 'ftgo.order.events', 'ftgo.delivery.events'];

let jane: Person;
let ajanta: Restaurant;
let tail: MessageTail;
let others: readonly AnotherInstance[] = [];
const heard: TailedMessage[] = [];
const orders = new Set<string>();

beforeAll(async () => {
  jane = await someConsumer(100_000_000);
  ajanta = await someRestaurant(jane);
  tail = await tailMessages({ brokers: stack.kafkaBrokers, onMessage: (message) => heard.push(message) });
}, 60_000);

afterAll(async () => {
  await Promise.all(others.map((each) => each.stop()));
  await tail?.stop();
});

async function approveSome(count: number): Promise<void> {
  const ids = await Promise.all(Array.from({ length: count }, () => placed(jane, ajanta)));
  for (const id of ids) orders.add(id);
  await Promise.all(ids.map((id) => reaches('APPROVED', jane, id, 60_000)));
}

/** The content types that each channel has carried for the orders of this test. */
const formatsOf = (channel: string): string[] =>
  [...new Set(heard.filter((message) => message.channel === channel && orders.has(message.key)).map(({ contentType }) => contentType))].sort();

async function deadLetters(): Promise<unknown[]> {
  const found = writers.map(async (service) => {
    const client = new pg.Client({ connectionString: stack.databaseUrls[service] });
    await client.connect();
    try {
      const { rows } = await client.query('select subscriber, error_class, error_detail from dead_letters where key = any($1)', [[...orders]]);
      return rows as unknown[];
    } finally {
      await client.end();
    }
  });
  return (await Promise.all(found)).flat();
}

describe('instances that write Protobuf beside those that write JSON', () => {
  it('take part in the choreography, both on every channel, while they come and when they have gone', async () => {
    await approveSome(5);
    others = writers.map((service) => AnotherInstance.start(service, { FTGO_MESSAGE_FORMAT: 'protobuf' }));
    // OrderCreated comes from the instance that the gateway asks; what follows comes from whoever reads the partition.
    await eventually(
      async () => {
        await approveSome(10);
        expect(Object.fromEntries(channels.map((channel) => [channel, formatsOf(channel)]))).toEqual(
          Object.fromEntries(channels.map((channel) => [channel, BOTH])),
        );
      },
      { within: 120_000 },
    );
    await Promise.all(others.map((each) => each.stop()));
    await approveSome(10);
  }, 300_000);

  it('leave nothing behind: no dead letter, and books that balance', async () => {
    expect(await deadLetters()).toEqual([]);
    await balancedBooks();
  }, 60_000);

  it('say the same as the others', () => {
    const bodies = (contentType: string) =>
      heard.filter((message) => message.type === 'ftgo.ticket.TicketCreated.v1' && orders.has(message.key) && message.contentType === contentType);
    for (const contentType of BOTH) {
      for (const { body, key } of bodies(contentType)) expect(body).toEqual({ orderId: key, restaurantId: ajanta.id });
    }
  });
});
