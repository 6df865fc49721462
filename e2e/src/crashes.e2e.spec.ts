import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import { type Person, type Restaurant, balancedBooks, call, orderFor, pidOf, someConsumer, someRestaurant } from './ftgo.ts';

const ORDERS_PER_SECOND = 20;
const UNDER_LOAD_MS = 3_000;

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer(100_000_000);
  ajanta = await someRestaurant(jane);
});

/** As a patient client does: the same idempotency key until there is an answer. */
async function placeUntilAnswered(): Promise<string> {
  const key = randomUUID();
  return eventually(
    async () => {
      const { status, body } = await call('POST', '/v1/orders', {
        token: jane.token,
        body: orderFor(ajanta),
        headers: { 'idempotency-key': key },
      });
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body.orderId as string;
    },
    { within: 45_000 },
  );
}

async function ordersDuring(act: () => void): Promise<string[]> {
  const orders: Promise<string>[] = [];
  const begun = Date.now();
  let acted = false;
  while (Date.now() - begun < UNDER_LOAD_MS) {
    orders.push(placeUntilAnswered());
    if (!acted && Date.now() - begun > UNDER_LOAD_MS / 3) {
      act();
      acted = true;
    }
    await new Promise((next) => setTimeout(next, 1000 / ORDERS_PER_SECOND));
  }
  return Promise.all(orders);
}

describe.each(['order', 'consumer', 'restaurant', 'delivery', 'api-gateway', 'kafka', 'postgres'])('kill -9 of %s under load', (name) => {
  it('loses, doubles and leaves nothing', async () => {
    const orders = await ordersDuring(() => process.kill(pidOf(name), 'SIGKILL'));
    expect(new Set(orders).size).toBe(orders.length);
    await eventually(
      async () => {
        const pending = await call('GET', '/v1/orders?state=APPROVAL_PENDING&limit=100', { token: jane.token });
        if (pending.status !== 200) throw new Error(`${pending.status} ${JSON.stringify(pending.body)}`);
        expect(pending.body.orders).toEqual([]);
      },
      { within: 90_000 },
    );
    const books = await balancedBooks(60_000);
    expect(books.balanced).toBe(true);
  }, 240_000);
});
