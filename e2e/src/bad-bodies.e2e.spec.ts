import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, type Restaurant, call, orderFor, someConsumer, someRestaurant } from './ftgo.ts';

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});

const changed = (change: object): string => JSON.stringify({ ...orderFor(ajanta), ...change });
const withQuantity = (quantity: unknown): string =>
  changed({ lineItems: [{ menuItemId: ajanta.menu[0]!.menuItemId, quantity }] });
const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;

describe('POST /v1/orders refuses, stores nothing and names the field:', () => {
  it.each<[string, () => string | undefined, number, string | undefined]>([
    ['no body', () => undefined, 400, undefined],
    ['what is not JSON', () => '{"restaurantId":', 400, undefined],
    ['an array', () => '[]', 400, undefined],
    ['a string for a number', () => withQuantity('1'), 400, '/lineItems/0/quantity'],
    ['a negative quantity', () => withQuantity(-1), 400, '/lineItems/0/quantity'],
    ['a fractional quantity', () => withQuantity(1.5), 400, '/lineItems/0/quantity'],
    ['a huge quantity', () => withQuantity(1e9), 400, '/lineItems/0/quantity'],
    ['a quantity beyond integers', () => withQuantity(1e300), 400, '/lineItems/0/quantity'],
    ['no quantity', () => withQuantity(undefined), 400, '/lineItems/0/quantity'],
    ['no lines', () => changed({ lineItems: [] }), 400, '/lineItems'],
    ['lines of the wrong type', () => changed({ lineItems: 'naan' }), 400, '/lineItems'],
    ['an unknown restaurant', () => changed({ restaurantId: crypto.randomUUID() }), 422, '/restaurantId'],
    ['an unknown item', () => changed({ lineItems: [{ menuItemId: crypto.randomUUID(), quantity: 1 }] }), 422, '/lineItems/0/menuItemId'],
    ['an unknown field', () => changed({ discount: 100 }), 400, '/discount'],
    ['an unknown field inside', () => changed({ deliveryAddress: { ...orderFor(ajanta).deliveryAddress, floor: 3 } }), 400, '/deliveryAddress/floor'],
    ['a restaurant id that is no UUID', () => changed({ restaurantId: '1 OR 1=1' }), 400, '/restaurantId'],
    ['U+0000', () => changed({ deliveryAddress: { ...orderFor(ajanta).deliveryAddress, street: 'a\u0000b' } }), 400, '/deliveryAddress/street'],
    ['2 MB', () => changed({ note: 'x'.repeat(2_000_000) }), 413, undefined],
    ['deep nesting', () => nested, 400, undefined],
    ['__proto__', () => `{"__proto__":{"admin":true},${changed({}).slice(1)}`, 400, undefined],
    ['a consumer of its own choosing', () => changed({ consumerId: crypto.randomUUID() }), 400, '/consumerId'],
    ['a delivery time that is none', () => changed({ deliveryTime: 'soon' }), 400, '/deliveryTime'],
  ])('%s', async (_, body, status, field) => {
    const before = await call('GET', '/v1/orders?limit=100', { token: jane.token });
    const answer = await call('POST', '/v1/orders', { token: jane.token, rawBody: body(), headers: { 'content-type': 'application/json' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer).toMatchObject({ status, body: { status, code: expect.stringMatching(/^[A-Z_]+$/) } });
    if (field) expect(answer.body.errors.map((error: any) => error.field)).toContain(field);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts/);
    const after = await call('GET', '/v1/orders?limit=100', { token: jane.token });
    expect(after.body).toEqual(before.body);
  });
});
