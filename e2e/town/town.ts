import { randomUUID } from 'node:crypto';
import { eventually } from '../../infra/demo/eventually.ts';
import { demoPassword, operatorEmail } from '../../infra/operator.ts';
import type { Answer, PatientClient, Request } from '../faults/patient-client.ts';
import type { Random } from '../faults/random.ts';

export interface Size {
  readonly consumers: number;
  readonly restaurants: number;
  readonly couriers: number;
}

interface Guest {
  readonly token: string;
}

interface Restaurant {
  readonly id: string;
  readonly email: string;
  readonly menuItemIds: readonly string[];
}

/** Everyone in a town of the run's own. */
export interface Town {
  readonly operator: string;
  readonly guests: readonly Guest[];
  readonly restaurants: readonly Restaurant[];
  /** Their sign-ins; all are on duty. */
  readonly couriers: readonly string[];
}

/** In the middle of where the simulated couriers live. */
const CENTRE = { lat: 37.84, lng: -122.262 };
/** Some three kilometers from end to end: a courier is there in ten minutes. */
const HALF_A_TOWN_DEGREES = 0.015;
/** Each costs password hashes, and sign-ins are limited. */
const AT_ONCE = 4;

const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));
const dish = (name: string, amount: number) => ({ menuItemId: randomUUID(), name, price: { amount, currency: 'USD' } });

/** Some address of the town. */
export const somewhere = (random: Random) => {
  const off = (): number => (random.next() * 2 - 1) * HALF_A_TOWN_DEGREES;
  return { street: `${random.between(1, 999)} Main Street`, city: 'Oakland', zip: '94609', lat: CENTRE.lat + off(), lng: CENTRE.lng + off() };
};

/** Opens restaurants, hires couriers and signs up consumers with the credit that everybody gets; resolves when orders can be placed. */
export async function foundTown(client: PatientClient, size: Size, random: Random): Promise<Town> {
  const ask = async (method: string, path: string, request: Request): Promise<Answer['body']> => {
    const { status, body } = await client.ask(method, path, { key: randomUUID(), ...request });
    if (status >= 400) throw new Error(`${method} ${path} was answered ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const signIn = async (email: string): Promise<string> => (await ask('POST', '/v1/sessions', { body: { email, password: demoPassword } })).accessToken;
  const operator = await signIn(operatorEmail);
  const person = (role: string, number: number) => ({ name: `${role} ${number}`, email: `${role}-${number}-${randomUUID()}@ftgo.example`, password: demoPassword });

  const restaurant = async (number: number): Promise<Restaurant> => {
    const { email, ...owner } = person('restaurant', number);
    const menu = [dish('Lamb Rogan Josh', 1649), dish('Saag Paneer', 1299), dish('Garlic Naan', 399)];
    const body = { ...owner, email, address: somewhere(random), timeZone: 'America/Los_Angeles', menu, openingHours: roundTheClock };
    const { restaurantId: id } = await ask('POST', '/v1/restaurants', { token: operator, body });
    return { id, email, menuItemIds: menu.map(({ menuItemId }) => menuItemId) };
  };
  const courier = async (number: number): Promise<string> => {
    const hired = person('courier', number);
    const { courierId } = await ask('POST', '/v1/couriers', { token: operator, body: hired });
    await ask('PUT', `/v1/couriers/${courierId}/availability`, { token: await signIn(hired.email), body: { available: true } });
    return hired.email;
  };
  const guest = async (number: number): Promise<Guest> => {
    const signedUp = person('consumer', number);
    await ask('POST', '/v1/consumers', { body: signedUp });
    return { token: await signIn(signedUp.email) };
  };

  const town = { operator, restaurants: await each(size.restaurants, restaurant), couriers: await each(size.couriers, courier), guests: await each(size.consumers, guest) };
  await Promise.all(town.restaurants.map((one) => eventually('the menus at the order service', () => knowsMenu(client, town.guests[0]!, one), 60_000)));
  return town;
}

async function knowsMenu(client: PatientClient, { token }: Guest, { id }: Restaurant): Promise<true | undefined> {
  const deliveryAddress = { street: '1 Main Street', city: 'Oakland', zip: '94609', ...CENTRE };
  const unknown = { restaurantId: id, lineItems: [{ menuItemId: randomUUID(), quantity: 1 }], deliveryAddress };
  const { body } = await client.ask('POST', '/v1/orders', { token, key: randomUUID(), body: unknown });
  return body.code === 'ITEM_NOT_ON_MENU' || undefined;
}

/** So many, a few at a time. */
async function each<T>(many: number, make: (number: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < many) made.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, many - made.length) }, (_, i) => make(made.length + i + 1)))));
  return made;
}
