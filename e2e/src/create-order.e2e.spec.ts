import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { type Person, type Restaurant, balancedBooks, call, operator, place, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});

describe('an order that everyone agrees to', () => {
  it('is answered at once as pending, with its address', async () => {
    const { status, headers, body } = await place(jane, ajanta, 2);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/orders/${body.orderId}`);
    expect(body).toMatchObject({ state: 'APPROVAL_PENDING', consumerId: jane.id, orderTotal: { amount: 2468, currency: 'USD' } });
    await reaches('APPROVED', jane, body.orderId);
  });

  it('holds the amount, gives the kitchen its ticket and makes a delivery', async () => {
    const kate = await someConsumer();
    const orderId = await placed(kate, ajanta, 3);
    await reaches('APPROVED', kate, orderId);
    // What follows from a commit may be seen before the commit is.
    await eventually(async () => {
      const { body } = await call('GET', `/v1/consumers/${kate.id}/account`, { token: kate.token });
      expect(body).toMatchObject({ held: { amount: 3702, currency: 'USD' } });
    });
    await eventually(async () => {
      const { body } = await call('GET', `/v1/restaurants/${ajanta.id}/tickets?limit=100`, { token: ajanta.token });
      expect(body.tickets).toContainEqual(expect.objectContaining({ orderId, state: 'AWAITING_ACCEPTANCE' }));
    });
    await eventually(async () => {
      const { body } = await call('GET', `/v1/deliveries/${orderId}`, { token: kate.token });
      expect(body).toMatchObject({ orderId, state: 'PENDING' });
    });
    await balancedBooks();
  });

  it('can be watched live from pending to approved', async () => {
    const orderId = await placed(jane, ajanta);
    const states = await statesSeen(orderId, jane.token, 'APPROVED');
    expect(states.at(-1)).toBe('APPROVED');
    expect(['APPROVAL_PENDING', 'APPROVED']).toContain(states[0]);
  });

  it('is listed newest first, page by page', async () => {
    const lea = await someConsumer();
    const ids = [await placed(lea, ajanta), await placed(lea, ajanta), await placed(lea, ajanta)];
    const page = async (query: string) => (await call('GET', `/v1/orders?limit=2${query}`, { token: lea.token })).body;
    const listed = ({ orders }: any) => orders.map((order: any) => order.orderId);
    // The history hears of each on its own, the first one perhaps last.
    await eventually(async () => {
      const first = await page('');
      expect(listed(first)).toEqual([ids[2], ids[1]]);
      expect(listed(await page(`&after=${first.nextAfter}`))).toEqual([ids[0]]);
    });
  });
});

describe('whose order it is', () => {
  it('nobody sees or cancels another one’s order', async () => {
    const orderId = await placed(jane, ajanta);
    const eve = await someConsumer();
    for (const [method, path] of [
      ['GET', `/v1/orders/${orderId}`],
      ['POST', `/v1/orders/${orderId}/cancel`],
      ['GET', `/v1/orders/${orderId}/status-stream`],
    ] as const) {
      expect((await call(method, path, { token: eve.token })).status).toBe(404);
      expect((await call(method, path)).status).toBe(401);
    }
    expect((await call('GET', `/v1/consumers/${jane.id}/account`, { token: eve.token })).status).toBeGreaterThanOrEqual(403);
    expect((await call('GET', '/v1/operations/books', { token: eve.token })).status).toBe(403);
    const list = await call('GET', '/v1/orders?limit=100', { token: eve.token });
    expect(list.body.orders).toEqual([]);
    expect((await call('GET', `/v1/orders/${orderId}`, { token: await operator() })).status).toBe(200);
  });
});

describe('the same request twice', () => {
  it('makes one order and repeats the first answer', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = await Promise.all([place(jane, ajanta, 1, key), place(jane, ajanta, 1, key)]);
    expect(second).toMatchObject({ status: 201, body: first.body });
    const third = await place(jane, ajanta, 1, key);
    expect(third.body).toEqual(first.body);
  });

  it('is refused where the key came with another body', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    await place(jane, ajanta, 1, key);
    const other = await place(jane, ajanta, 2, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('repeats a refusal, too', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const nowhere: Restaurant = { ...ajanta, id: crypto.randomUUID() };
    const [first, second] = [await place(jane, nowhere, 1, key), await place(jane, nowhere, 1, key)];
    expect(first).toMatchObject({ status: 422, body: { code: 'RESTAURANT_NOT_FOUND' } });
    expect(second.body).toEqual(first.body);
  });
});

async function statesSeen(orderId: string, token: string, until: string): Promise<string[]> {
  const stop = new AbortController();
  const response = await fetch(new URL(`/v1/orders/${orderId}/status-stream`, stack.gatewayUrl), {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const states: string[] = [];
  let text = '';
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString();
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data) states.push(JSON.parse(data).state);
    }
    if (states.includes(until)) break;
  }
  stop.abort();
  return states;
}
