import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { eventually } from '@ftgo/testing';
import { Neighbourhood, ORDER } from './neighbourhood.ts';
import { janesOrder } from './orders.mother.ts';

let all: Neighbourhood;
let jane: string;

beforeAll(async () => {
  all = await Neighbourhood.open({ FTGO_HEARTBEAT_SECONDS: '0.05' });
  jane = await all.token('consumer');
});
afterEach(() => all.forget());
afterAll(() => all.close());

const approved = { ...janesOrder, state: 'APPROVED', version: 2, approvalDeadline: undefined };
const rejected = { ...janesOrder, state: 'REJECTED', reason: 'RESTAURANT_CLOSED', detail: 'Closed', version: 2, approvalDeadline: undefined };

async function watch(signal?: AbortSignal) {
  const response = await fetch(`${all.url}/v1/orders/${ORDER}/status-stream`, { headers: { authorization: `Bearer ${jane}` }, signal });
  const seen = { text: '' };
  const ended = (async () => {
    for await (const chunk of response.body!) seen.text += Buffer.from(chunk).toString();
  })().catch((error: Error) => error);
  return { response, seen, ended };
}

describe('the status stream', () => {
  it('tells the order now and after each change, and ends with the gRPC stream', async () => {
    all.order.says({ watchOrder: (_, call) => [janesOrder, rejected].forEach((order) => call.write(order)) ?? call.end() });
    const { response, seen, ended } = await watch();
    expect(await ended).toBeUndefined();
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = seen.text.split('\n\n').filter((event) => event.startsWith('event:'));
    expect(events.map((event) => event.split('\n').slice(0, 2))).toEqual([
      ['event: order', 'id: 1'],
      ['event: order', 'id: 2'],
    ]);
    expect(JSON.parse(/^data: (.*)$/m.exec(events[1]!)![1]!)).toMatchObject({ state: 'REJECTED', reason: 'RESTAURANT_CLOSED' });
  });

  it('says that it is alive while nothing happens', async () => {
    all.order.says({ watchOrder: (_, call) => call.write(approved) });
    const stop = new AbortController();
    const { seen } = await watch(stop.signal);
    await eventually(async () => expect(seen.text).toMatch(/: alive\n\n.*: alive\n\n/s));
    stop.abort();
  });

  it('cancels the gRPC stream when the client goes away', async () => {
    let cancelled = false;
    all.order.says({ watchOrder: (_, call) => call.on('cancelled', () => (cancelled = true)) && call.write(approved) });
    const stop = new AbortController();
    const { seen } = await watch(stop.signal);
    await eventually(async () => expect(seen.text).toContain('APPROVED'));
    expect(cancelled).toBe(false);
    stop.abort();
    await eventually(async () => expect(cancelled).toBe(true));
  });

  it('ends when the order service goes away, so that the client connects again', async () => {
    all.order.says({ watchOrder: (_, call) => (call.write(approved), setTimeout(() => call.emit('error', { code: 14 }), 20)) });
    const { seen, ended } = await watch();
    expect(await ended).toBeUndefined();
    expect(seen.text).toContain('APPROVED');
  });

  it('is a problem like any other where it cannot begin', async () => {
    all.order.says({ watchOrder: () => Promise.reject(new Refusal('not-found', 'ORDER_NOT_FOUND', 'There is no such order')) });
    const answer = await all.call('GET', `/v1/orders/${ORDER}/status-stream`, { as: jane });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_FOUND' } });
    expect((await all.call('GET', `/v1/orders/${ORDER}/status-stream`)).status).toBe(401);
  });

  it('ends when the gateway stops', async () => {
    const other = await Neighbourhood.open();
    other.order.says({ watchOrder: (_, call) => call.write(approved) });
    const response = await fetch(`${other.url}/v1/orders/${ORDER}/status-stream`, { headers: { authorization: `Bearer ${await other.token('consumer')}` } });
    const reading = response.text();
    await other.close();
    expect(await reading).toContain('APPROVED');
  });
});
