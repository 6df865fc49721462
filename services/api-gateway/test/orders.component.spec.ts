import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { AJANTA, JANE, Neighbourhood, ORDER } from './neighbourhood.ts';
import { Status } from './neighbour.ts';
import { VINDALOO, janesAddress, janesOrder, janesPastOrder, janesRevision, janesWish } from './orders.mother.ts';

const DEADLINE_MS = 40_000;

let all: Neighbourhood;
let jane: string;

beforeAll(async () => {
  all = await Neighbourhood.open({ FTGO_REMOTE_DEADLINE_MS: String(DEADLINE_MS) });
  jane = await all.token('consumer');
});
afterEach(() => all.forget());
afterAll(() => all.close());

const orders = (body: unknown, headers?: Record<string, string>) => all.call('POST', '/v1/orders', { as: jane, body, headers });

describe('an order', () => {
  it('is passed on to the order service and answered 201 with its address', async () => {
    all.order.says({ createOrder: () => ({ ...janesOrder, version: 0 }) });
    const { status, headers, body } = await orders({ ...janesWish, deliveryTime: '2026-11-21T20:00:00+01:00' }, { 'idempotency-key': 'key-1' });
    expect({ status, location: headers.get('location') }).toEqual({ status: 201, location: `/v1/orders/${ORDER}` });
    expect(body).toEqual({
      orderId: ORDER,
      consumerId: JANE,
      restaurantId: AJANTA,
      state: 'APPROVAL_PENDING',
      lineItems: [{ menuItemId: VINDALOO, name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' }, quantity: 2 }],
      orderTotal: { amount: 2468, currency: 'USD' },
      deliveryAddress: janesAddress,
      createdAt: '2026-11-21T12:00:00.000Z',
      approvalDeadline: '2026-11-21T12:05:00.000Z',
    });
    expect(all.heard.map(({ method, request }) => ({ method, request }))).toEqual([
      { method: 'createOrder', request: { ...janesWish, deliveryTime: new Date('2026-11-21T19:00:00Z'), idempotencyKey: 'key-1' } },
    ]);
  });

  it('goes with the caller’s token, the correlation id, the trace and a deadline', async () => {
    all.order.says({ createOrder: () => janesOrder });
    const correlationId = '0192f000-0000-4000-8000-00000000cccc';
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { headers } = await orders(janesWish, { 'x-correlation-id': correlationId, traceparent });
    const [{ metadata, deadline }] = all.heard as [(typeof all.heard)[0]];
    expect(metadata.getMap()).toMatchObject({ authorization: `Bearer ${jane}`, 'ftgo-correlation-id': correlationId, traceparent });
    expect(headers.get('x-correlation-id')).toBe(correlationId);
    const left = deadline.getTime() - Date.now();
    expect(left).toBeLessThanOrEqual(DEADLINE_MS);
    // Nor the usual second.
    expect(left).toBeGreaterThan(1_000);
  });

  it('gets a correlation id of its own where the client’s is none', async () => {
    all.order.says({ createOrder: () => janesOrder });
    const { headers } = await orders(janesWish, { 'x-correlation-id': '1; drop table', traceparent: 'nonsense' });
    const [{ metadata }] = all.heard as [(typeof all.heard)[0]];
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(metadata.getMap()).toMatchObject({ 'ftgo-correlation-id': headers.get('x-correlation-id') });
    expect(metadata.get('traceparent')).toEqual([]);
  });

  it('is revised with 202, and shows what locks it', async () => {
    all.order.says({ reviseOrder: () => ({ ...janesOrder, state: 'REVISION_PENDING', saga: janesRevision }) });
    const answer = await all.call('POST', `/v1/orders/${ORDER}/revise`, { as: jane, body: { lineItems: janesWish.lineItems } });
    expect(answer).toMatchObject({ status: 202, body: { state: 'REVISION_PENDING', saga: { kind: 'REVISE', reason: 'CREDIT_LIMIT_EXCEEDED' } } });
  });

  it('is revised with lines that can be right only', async () => {
    for (const [body, field] of [
      [{}, '/lineItems'],
      [{ lineItems: [] }, '/lineItems'],
      [{ lineItems: [{ ...janesWish.lineItems[0], quantity: 0 }] }, '/lineItems/0/quantity'],
      [{ ...janesWish }, '/restaurantId'],
    ] as const) {
      const answer = await all.call('POST', `/v1/orders/${ORDER}/revise`, { as: jane, body });
      expect(answer).toMatchObject({ status: 400, body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) } });
    }
    expect(all.heard).toEqual([]);
  });

  it('is cancelled with 202, with an empty body or none', async () => {
    all.order.says({ cancelOrder: () => ({ ...janesOrder, state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER', detail: 'As you wish' }) });
    for (const request of [{}, { body: {} }]) {
      const answer = await all.call('POST', `/v1/orders/${ORDER}/cancel`, { as: jane, ...request });
      expect(answer).toMatchObject({ status: 202, body: { state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER' } });
    }
    expect(all.heard.map(({ request }) => request)).toEqual(Array(2).fill({ orderId: ORDER, idempotencyKey: '' }));
  });

  it('is answered with what came of it where the client prefers to wait, and with what is pending where that takes too long (S9)', async () => {
    const cancelling = { ...janesOrder, state: 'CANCEL_PENDING' };
    const cancel = () => all.call('POST', `/v1/orders/${ORDER}/cancel`, { as: jane, headers: { prefer: 'respond-async, wait=2' } });
    all.order.says({ cancelOrder: () => cancelling, awaitOrder: () => ({ ...janesOrder, state: 'CANCELLED' }) });
    const inTime = await cancel();
    expect(inTime).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
    expect(inTime.headers.get('preference-applied')).toBe('wait=2');
    expect(all.heard[1]!.request).toEqual({ orderId: ORDER, withinMs: 2_000 });
    all.order.says({ cancelOrder: () => cancelling, awaitOrder: () => cancelling });
    expect(await cancel()).toMatchObject({ status: 202, body: { state: 'CANCEL_PENDING' } });
    all.order.says({ cancelOrder: () => cancelling, awaitOrder: () => Promise.reject(new Status(14)) });
    expect(await cancel()).toMatchObject({ status: 202, body: { state: 'CANCEL_PENDING' } });
  });

  it.each(['wait=', 'wait=soon', 'waiting=2', 'wait=0', 'return=minimal'])('is not waited for with "Prefer: %s"', async (prefer) => {
    all.order.says({ createOrder: () => janesOrder });
    const { status, headers } = await orders(janesWish, { prefer });
    expect([status, headers.has('preference-applied'), all.heard]).toEqual([201, false, [expect.anything()]]);
  });

  it('is not waited for where nothing is pending, nor for longer than is sensible', async () => {
    all.order.says({ createOrder: () => ({ ...janesOrder, state: 'APPROVED' }) });
    expect((await orders(janesWish, { prefer: 'wait=5' })).headers.has('preference-applied')).toBe(false);
    all.order.says({ createOrder: () => janesOrder, awaitOrder: () => ({ ...janesOrder, state: 'APPROVED' }) });
    const { status, headers, body } = await orders(janesWish, { prefer: 'wait=99' });
    expect([status, headers.get('preference-applied'), body.state]).toEqual([201, 'wait=20', 'APPROVED']);
  });

  it('is listed page by page', async () => {
    all.order.says({ listOrders: () => ({ orders: [janesPastOrder], nextAfter: ORDER }) });
    const { body } = await all.call('GET', `/v1/orders?state=APPROVED&limit=7&after=${ORDER}`, { as: jane });
    expect(body).toMatchObject({ orders: [{ orderId: ORDER, restaurantName: 'Ajanta', ticketState: 'ACCEPTED' }], nextAfter: ORDER });
    expect(all.heard[0]!.request).toMatchObject({ state: 'APPROVED', page: { limit: 7, after: ORDER } });
    all.order.says({ listOrders: () => ({ orders: [], nextAfter: '' }) });
    expect((await all.call('GET', '/v1/orders', { as: jane })).body).toEqual({ orders: [] });
  });

  it('is looked for by words and by the time it was placed, whatever time zone that is said in', async () => {
    all.order.says({ listOrders: () => ({ orders: [], nextAfter: '' }) });
    const wish = new URLSearchParams({ q: '"chicken vindaloo" -naan', from: '2026-11-21T00:00:00+01:00', to: '2026-11-22T00:00:00Z' });
    await all.call('GET', `/v1/orders?${wish}`, { as: jane });
    const [from, to] = [new Date('2026-11-20T23:00:00Z'), new Date('2026-11-22T00:00:00Z')];
    expect(all.heard[0]!.request).toEqual({ state: '', q: '"chicken vindaloo" -naan', from, to, page: { limit: 20, after: '' } });
  });
});

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const withQuantity = (quantity: unknown) => JSON.stringify({ ...janesWish, lineItems: [{ menuItemId: VINDALOO, quantity }] });
const changed = (change: object) => JSON.stringify({ ...janesWish, ...change });

type Refused = [what: string, raw: string | Buffer | undefined, status: number, field?: string, code?: string];

// A row that is too short would be given jest's done() in place of what is missing.
const complete = (rows: Refused[]) => rows.map(([what, raw, status, field, code]) => [what, raw, status, field, code] as const);

describe('POST /v1/orders refuses and asks nobody:', () => {
  it.each(complete([
    ['no body', undefined, 400, '', 'REQUIRED'],
    ['an empty body', '', 400, '', 'REQUIRED'],
    ['what is not JSON', '{"restaurantId":', 400],
    ['what is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['null', 'null', 400, '', 'WRONG_TYPE'],
    ['an array', '[]', 400, '', 'WRONG_TYPE'],
    ['nothing in it', '{}', 400, '/restaurantId', 'REQUIRED'],
    ['a string for a number', withQuantity('1'), 400, '/lineItems/0/quantity', 'WRONG_TYPE'],
    ['a negative quantity', withQuantity(-1), 400, '/lineItems/0/quantity', 'TOO_SMALL'],
    ['a quantity of zero', withQuantity(0), 400, '/lineItems/0/quantity', 'TOO_SMALL'],
    ['a fractional quantity', withQuantity(1.5), 400, '/lineItems/0/quantity', 'WRONG_TYPE'],
    ['a huge quantity', withQuantity(1e9), 400, '/lineItems/0/quantity', 'TOO_BIG'],
    ['a quantity beyond integers', withQuantity(1e300), 400, '/lineItems/0/quantity', 'TOO_BIG'],
    ['a quantity beyond numbers', withQuantity(1).replace(':1}', ':1e999}'), 400, '/lineItems/0/quantity'],
    ['no quantity', withQuantity(undefined), 400, '/lineItems/0/quantity', 'REQUIRED'],
    ['a quantity of null', withQuantity(null), 400, '/lineItems/0/quantity', 'WRONG_TYPE'],
    ['no lines', changed({ lineItems: [] }), 400, '/lineItems', 'TOO_SMALL'],
    ['too many lines', changed({ lineItems: Array(51).fill(janesWish.lineItems[0]) }), 400, '/lineItems', 'TOO_BIG'],
    ['lines of the wrong type', changed({ lineItems: 'naan' }), 400, '/lineItems', 'WRONG_TYPE'],
    ['an unknown field', changed({ discount: 100 }), 400, '/discount', 'UNKNOWN_FIELD'],
    ['an unknown field inside', changed({ deliveryAddress: { ...janesAddress, floor: 3 } }), 400, '/deliveryAddress/floor', 'UNKNOWN_FIELD'],
    ['a field whose name needs escaping', changed({ 'a/b~c': 1 }), 400, '/a~1b~0c', 'UNKNOWN_FIELD'],
    ['the key of another body', changed({ available: true }), 400, '/available', 'UNKNOWN_FIELD'],
    ['a consumer of one’s choosing', changed({ consumerId: JANE }), 400, '/consumerId', 'UNKNOWN_FIELD'],
    ['a restaurant id that is no UUID', changed({ restaurantId: '1 OR 1=1' }), 400, '/restaurantId', 'WRONG_FORMAT'],
    ['an item id that is none', changed({ lineItems: [{ menuItemId: 'a b', quantity: 1 }] }), 400, '/lineItems/0/menuItemId', 'WRONG_FORMAT'],
    ['U+0000', changed({ deliveryAddress: { ...janesAddress, street: 'a\u0000b' } }), 400, '/deliveryAddress/street', 'NOT_VALID'],
    ['half a surrogate pair', changed({ deliveryAddress: { ...janesAddress, city: '\ud800' } }), 400, '/deliveryAddress/city', 'NOT_VALID'],
    ['a latitude off the globe', changed({ deliveryAddress: { ...janesAddress, lat: 91 } }), 400, '/deliveryAddress/lat', 'TOO_BIG'],
    ['a delivery time that is none', changed({ deliveryTime: 'soon' }), 400, '/deliveryTime', 'WRONG_FORMAT'],
    ['a delivery time without a zone', changed({ deliveryTime: '2026-11-21T20:00:00' }), 400, '/deliveryTime', 'WRONG_FORMAT'],
    ['deep nesting', nested(5_000), 400, '/a', 'UNKNOWN_FIELD'],
    ['deep nesting that hides', nested(5_000).replace('1', '{"__proto__":1}'), 400],
    ['__proto__', `{"__proto__":{"admin":true},${changed({}).slice(1)}`, 400, '/__proto__', 'UNKNOWN_FIELD'],
    ['__proto__ in disguise', `{"__pr\\u006fto__":{"admin":true},${changed({}).slice(1)}`, 400, '/__proto__', 'UNKNOWN_FIELD'],
    ['__proto__ inside', changed({}).replace('"quantity":2', '"quantity":2,"__proto__":{"quantity":9}'), 400, '/lineItems/0/__proto__', 'UNKNOWN_FIELD'],
    ['constructor', changed({ constructor: { prototype: { admin: true } } }), 400, '/constructor', 'UNKNOWN_FIELD'],
    ['2 MB', changed({ note: 'x'.repeat(2_000_000) }), 413],
    ['more than 64 KiB', changed({ note: 'x'.repeat(65_536) }), 413],
  ]))('%s', async (_, raw, status, field, code) => {
    const answer = await all.call('POST', '/v1/orders', { as: jane, raw, headers: { 'content-type': 'application/json' } });
    expect(answer).toMatchObject({ status, body: { status, code: expect.stringMatching(/^[A-Z_]+$/), type: 'about:blank' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    if (field !== undefined) expect(answer.body.errors).toContainEqual({ field, code: code ?? expect.any(String), detail: expect.any(String) });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts\b|zod/i);
    expect(all.heard).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x', 'application/jsonp'])('%s', async (type) => {
    const answer = await all.call('POST', '/v1/orders', { as: jane, raw: changed({}), headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
    expect(all.heard).toEqual([]);
  });

  it('an idempotency key with blanks, or too long a one', async () => {
    for (const key of ['a b', 'x'.repeat(129), 'ü']) {
      const answer = await orders(janesWish, { 'idempotency-key': key });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: '/idempotency-key' }] } });
    }
    expect(all.heard).toEqual([]);
  });

  it('nobody’s order', async () => {
    for (const headers of [{}, { authorization: 'Basic amFuZTpqYW5l' }, { authorization: 'Bearer nonsense' }, { authorization: 'Bearer' }] as Record<string, string>[]) {
      const answer = await all.call('POST', '/v1/orders', { body: janesWish, headers });
      expect(answer).toMatchObject({ status: 401, body: { status: 401, code: expect.any(String) } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect(all.heard).toEqual([]);
  });
});

describe('what the order service says', () => {
  const answered = async (error: Error) => {
    all.order.says({ createOrder: () => Promise.reject(error) });
    return orders(janesWish);
  };

  it('is told as it is where it is a refusal', async () => {
    const answer = await answered(new Refusal('unprocessable', 'ITEM_NOT_ON_MENU', 'Käse is not on the menu', '/lineItems/0/menuItemId'));
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Refused by a business rule',
      status: 422,
      code: 'ITEM_NOT_ON_MENU',
      detail: 'Käse is not on the menu',
      errors: [{ field: '/lineItems/0/menuItemId', code: 'ITEM_NOT_ON_MENU', detail: 'Käse is not on the menu' }],
    });
  });

  it.each<[string, Error, number]>([
    ['invalid', new Refusal('invalid', 'A', 'a'), 400],
    ['unauthenticated', new Refusal('unauthenticated', 'A', 'a'), 401],
    ['forbidden', new Refusal('forbidden', 'A', 'a'), 403],
    ['not found', new Refusal('not-found', 'A', 'a'), 404],
    ['a conflict', new Refusal('conflict', 'A', 'a'), 409],
    ['too many', new Refusal('too-many', 'A', 'a'), 429],
    ['overloaded', new Refusal('overloaded', 'A', 'a'), 503],
    ['UNAVAILABLE', new Status(status.UNAVAILABLE), 503],
    ['RESOURCE_EXHAUSTED', new Status(status.RESOURCE_EXHAUSTED), 503],
    ['DEADLINE_EXCEEDED', new Status(status.DEADLINE_EXCEEDED), 504],
    ['INTERNAL', new Status(status.INTERNAL), 502],
    ['UNKNOWN', new Status(status.UNKNOWN), 502],
  ])('%s is told by its status', async (_, error, expected) => {
    const answer = await answered(error);
    expect(answer).toMatchObject({ status: expected, body: { status: expected } });
    expect(answer.headers.has('retry-after')).toBe([429, 503, 504].includes(expected));
    expect(JSON.stringify(answer.body)).not.toContain('secrets');
  });

  it('too late is 504', async () => {
    const hurried = await Neighbourhood.open({ FTGO_REMOTE_DEADLINE_MS: '300' });
    try {
      hurried.order.says({ createOrder: () => new Promise(() => undefined) });
      const answer = await hurried.call('POST', '/v1/orders', { as: await hurried.token('consumer'), body: janesWish });
      expect(answer).toMatchObject({ status: 504, body: { code: 'SERVICE_TIMED_OUT' } });
    } finally {
      await hurried.close();
    }
  });
});
