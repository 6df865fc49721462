import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { eventually } from '@ftgo/testing';
import { janesNotification } from './examples.mother.ts';
import { JANE, Neighbourhood } from './neighbourhood.ts';

let all: Neighbourhood;
let jane: string;

beforeAll(async () => {
  all = await Neighbourhood.open();
  jane = await all.token('consumer');
});
afterEach(() => all.forget());
afterAll(() => all.close());

const path = `/v1/consumers/${JANE}/notification-stream`;
const numbered = (number: number) => ({ ...janesNotification, number });

/** What a client sees until so many events have come; it goes away then, and not before the service has heard that somebody watches. */
async function watch(count: number, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await fetch(all.url + path, { headers: { authorization: `Bearer ${jane}`, ...headers }, signal: stop.signal });
  const seen = { text: '' };
  void (async () => {
    for await (const chunk of response.body!) seen.text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  await eventually(() => {
    expect(asked()).toBeDefined();
    expect(seen.text.match(/^id: /gm) ?? []).toHaveLength(count);
  });
  stop.abort();
  return { response, text: seen.text };
}

const asked = () => all.heard.find(({ method }) => method === 'watchNotifications')?.request;

describe('the notification stream', () => {
  it('is open before there is anything to tell, and begins behind what there is', async () => {
    all.consumer.says({
      listNotifications: () => ({ notifications: [numbered(7)], nextAfter: '' }),
      watchNotifications: () => undefined,
    });
    const { response, text } = await watch(0);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(text).not.toContain('data:');
    expect(asked()).toEqual({ consumerId: JANE, after: 7 });
  });

  it('tells each notification under its number', async () => {
    all.consumer.says({
      listNotifications: () => ({ notifications: [], nextAfter: '' }),
      watchNotifications: (_, call) => [1, 2].forEach((number) => call.write(numbered(number))),
    });
    const { text } = await watch(2);
    expect(text.match(/^(event|id): .*$/gm)).toEqual(['event: notification', 'id: 1', 'event: notification', 'id: 2']);
    expect(JSON.parse(/^data: (.*)$/m.exec(text)![1]!)).toMatchObject({ number: 1, kind: 'ORDER_APPROVED', mail: { state: 'FAILED' } });
  });

  it('goes on where a client left off', async () => {
    all.consumer.says({
      listNotifications: () => ({ notifications: [numbered(7)], nextAfter: '' }),
      watchNotifications: (_, call) => call.write(numbered(6)),
    });
    await watch(1, { 'last-event-id': '5' });
    expect(asked()).toEqual({ consumerId: JANE, after: 5 });
  });

  it('is a problem like any other where it may not begin', async () => {
    all.consumer.says({ listNotifications: () => Promise.reject(new Refusal('forbidden', 'FORBIDDEN', 'This is for the consumer.')) });
    expect(await all.call('GET', path, { as: jane })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await all.call('GET', path)).status).toBe(401);
    expect(await all.call('GET', path, { as: jane, headers: { 'last-event-id': 'yesterday' } })).toMatchObject({ status: 400 });
  });
});
