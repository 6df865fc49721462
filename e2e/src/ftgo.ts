import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import { readStack } from '../../infra/stack-state.ts';
import { patiently } from './patience.ts';

/** One answer of the public API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

export const stack = readStack();
/** The process as it runs now: it may have been started again since. */
export function pidOf(name: string): number {
  const found = readStack().processes.find((process) => process.name === name || process.part === name);
  if (!found) throw new Error(`${name} is not running`);
  return found.pid;
}

export const PASSWORD = 'ftgo-demo';
export const ADDRESS = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly rawBody?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** Calls the gateway as a client does. */
export async function call(method: string, path: string, { token, body, rawBody, headers }: CallOptions = {}): Promise<Answer> {
  const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(new URL(path, stack.gatewayUrl), {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: payload as RequestInit['body'],
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
}

/** As `call`, and again where nobody has time to answer: under one key, so that it is done once. */
const post = (path: string, { headers, ...options }: CallOptions): Promise<Answer> => {
  const keyed = { ...options, headers: { 'idempotency-key': randomUUID(), ...headers } };
  return patiently(() => call('POST', path, keyed));
};

export async function signIn(email: string): Promise<string> {
  const { status, body } = await post('/v1/sessions', { body: { email, password: PASSWORD } });
  if (status >= 300) throw new Error(`${email} could not sign in: ${status} ${JSON.stringify(body)}`);
  return body.accessToken;
}

let operatorToken: Promise<string> | undefined;
export const operator = (): Promise<string> => (operatorToken ??= signIn('ops@ftgo.example'));

export interface Person {
  readonly id: string;
  /** Their sign-in, with PASSWORD, and where mail is sent to them. */
  readonly email: string;
  readonly token: string;
}

/** A consumer of the test's own, whose account is open. @param name at the front of the e-mail address */
export async function someConsumer(creditLimit = 100_000, name = 'e2e'): Promise<Person> {
  const email = `${name}-${randomUUID()}@ftgo.example`;
  const { status, body } = await post('/v1/consumers', { body: { name: 'Someone', email, password: PASSWORD } });
  if (status !== 201) throw new Error(`Signing up: ${status} ${JSON.stringify(body)}`);
  const id: string = body.consumerId;
  const token = await operator();
  await eventually(async () => {
    const set = await call('PUT', `/v1/consumers/${id}/credit-limit`, { token, body: { creditLimit: { amount: creditLimit, currency: 'USD' } } });
    if (set.status !== 200) throw new Error(`setting the credit limit: ${set.status} ${JSON.stringify(set.body)}`);
  });
  return { id, email, token: await signIn(email) };
}

/** Signs in as its staff. */
export interface Restaurant extends Person {
  readonly menu: readonly { menuItemId: string; name: string; price: { amount: number; currency: string } }[];
}

/** A courier of the test's own, on duty. */
export async function someCourier(): Promise<Person> {
  const email = `e2e-${randomUUID()}@ftgo.example`;
  const { status, body } = await post('/v1/couriers', { token: await operator(), body: { name: 'Of the test', email, password: PASSWORD } });
  if (status !== 201) throw new Error(`Adding a courier: ${status} ${JSON.stringify(body)}`);
  const courier = { id: body.courierId, email, token: await signIn(email) };
  const duty = await patiently(() => call('PUT', `/v1/couriers/${courier.id}/availability`, { token: courier.token, body: { available: true } }));
  if (duty.status !== 200) throw new Error(`going on duty: ${duty.status} ${JSON.stringify(duty.body)}`);
  await call('POST', `/v1/couriers/${courier.id}/positions`, { token: courier.token, body: { lat: ADDRESS.lat, lng: ADDRESS.lng } });
  return courier;
}

const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));

/** A restaurant of the test's own, whose menu the order service knows. */
export async function someRestaurant(consumer: Person, change: object = {}): Promise<Restaurant> {
  const email = `e2e-${randomUUID()}@ftgo.example`;
  const { status, body } = await post('/v1/restaurants', {
    token: await operator(),
    body: {
      name: 'Of the test',
      address: ADDRESS,
      timeZone: 'America/Los_Angeles',
      menu: [
        { menuItemId: randomUUID(), name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' } },
        { menuItemId: randomUUID(), name: 'Naan', price: { amount: 350, currency: 'USD' } },
      ],
      openingHours: roundTheClock,
      email,
      password: PASSWORD,
      ...change,
    },
  });
  if (status !== 201) throw new Error(`Creating a restaurant: ${status} ${JSON.stringify(body)}`);
  const restaurant = { id: body.restaurantId, email, menu: body.menu, token: await signIn(email) };
  await eventually(async () => {
    // An unknown item of a known restaurant is refused by its item, not by its restaurant.
    const probe = await place(consumer, { ...restaurant, menu: [{ ...restaurant.menu[0], menuItemId: randomUUID() }] });
    if (probe.body.code !== 'ITEM_NOT_ON_MENU') throw new Error(`the order service says ${JSON.stringify(probe.body)}`);
  });
  return restaurant;
}

export function orderFor(restaurant: Restaurant, quantity = 1): { restaurantId: string; lineItems: object[]; deliveryAddress: object } {
  return { restaurantId: restaurant.id, lineItems: [{ menuItemId: restaurant.menu[0]!.menuItemId, quantity }], deliveryAddress: ADDRESS };
}

export const place = ({ token }: Person, restaurant: Restaurant, quantity = 1, headers: Record<string, string> = {}): Promise<Answer> =>
  call('POST', '/v1/orders', { token, body: orderFor(restaurant, quantity), headers });

/** Places an order that is accepted, and says its id. */
export async function placed({ token }: Person, restaurant: Restaurant, quantity = 1): Promise<string> {
  const { status, body } = await post('/v1/orders', { token, body: orderFor(restaurant, quantity) });
  if (status !== 201) throw new Error(`Placing an order: ${status} ${JSON.stringify(body)}`);
  return body.orderId;
}

/** The order once it is in the state. */
export function reaches(state: string, { token }: Person, orderId: string, within = 30_000): Promise<any> {
  return eventually(
    async () => {
      const { body } = await call('GET', `/v1/orders/${orderId}`, { token });
      if (body.state !== state) throw new Error(`the order is ${JSON.stringify(body)}`);
      return body;
    },
    { within },
  );
}

/** The order once it is approved or rejected. */
export function decided({ token }: Person, orderId: string): Promise<any> {
  return eventually(
    async () => {
      const { body } = await call('GET', `/v1/orders/${orderId}`, { token });
      if (body.state === undefined || body.state === 'APPROVAL_PENDING') throw new Error(`the order is ${JSON.stringify(body)}`);
      return body;
    },
    { within: 30_000 },
  );
}

/** The operator's books once they balance. */
export async function balancedBooks(within = 30_000): Promise<any> {
  const token = await operator();
  return eventually(
    async () => {
      const { status, body } = await call('GET', '/v1/operations/books', { token });
      if (status !== 200 || !body.balanced) throw new Error(`the books say ${JSON.stringify(body)}`);
      return body;
    },
    { within },
  );
}
