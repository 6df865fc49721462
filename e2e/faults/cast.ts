import { randomUUID } from 'node:crypto';
import { eventually } from '../../infra/demo/eventually.ts';
import { demoPassword, operatorEmail } from '../../infra/operator.ts';
import type { Consumer, Restaurant } from './order-plan.ts';
import type { Answer, PatientClient, Request } from './patient-client.ts';

export const ADDRESS = { city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

interface MenuItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

export interface Person {
  readonly id: string;
  readonly token: string;
}

export interface Kitchen {
  readonly id: string;
  readonly email: string;
  readonly menu: readonly MenuItem[];
}

/** Everyone who takes part in a run. */
export interface Cast {
  readonly operator: string;
  readonly consumers: Readonly<Record<Consumer, Person>>;
  readonly restaurants: Readonly<Record<Restaurant, Kitchen>>;
  /** Sign-ins of the restaurants' staff. */
  readonly staff: Readonly<Record<Restaurant, string>>;
}

/** Nothing is broken yet, but the machine may have other things to do. */
const PREPARED_WITHIN = 60_000;

const usd = (amount: number) => ({ amount, currency: 'USD' });
const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));
const plentiful = usd(1_000_000_000);
const creditLimits: Readonly<Record<Consumer, object>> = { rich: plentiful, richer: plentiful, suspended: plentiful, tight: usd(30_000) };
const restaurants: Readonly<Record<Restaurant, object>> = { busy: {}, tiny: { capacity: 10 }, closed: { openingHours: [] }, fickle: {} };

/** Signs up consumers and restaurants of the run's own, and waits until every service knows them. */
export async function castOf(client: PatientClient): Promise<Cast> {
  const ask = async (method: string, path: string, request: Request): Promise<Answer['body']> => {
    const { status, body } = await client.ask(method, path, request);
    if (status >= 400) throw new Error(`${method} ${path} was answered ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const signIn = async (email: string): Promise<string> => (await ask('POST', '/v1/sessions', { body: { email, password: demoPassword } })).accessToken;
  const operator = await signIn(operatorEmail);

  const consumer = async (name: Consumer): Promise<Person> => {
    const email = `${name}-${randomUUID()}@ftgo.example`;
    const { consumerId: id } = await ask('POST', '/v1/consumers', { key: randomUUID(), body: { name, email, password: demoPassword } });
    await eventually(`the account of ${name}`, async () => {
      const { status } = await client.ask('PUT', `/v1/consumers/${id}/credit-limit`, { token: operator, body: { creditLimit: creditLimits[name] } });
      return status === 200 || undefined;
    }, PREPARED_WITHIN);
    if (name === 'suspended') await ask('PUT', `/v1/consumers/${id}/status`, { token: operator, body: { status: 'SUSPENDED' } });
    return { id, token: await signIn(email) };
  };

  const restaurant = async (name: Restaurant, guest: Person): Promise<Kitchen> => {
    const email = `${name}-${randomUUID()}@ftgo.example`;
    const menu = [
      { menuItemId: randomUUID(), name: 'Chicken Vindaloo', price: usd(1234) },
      { menuItemId: randomUUID(), name: 'Naan', price: usd(350) },
    ];
    const address = { ...ADDRESS, street: '1 Main Street' };
    const { restaurantId: id } = await ask('POST', '/v1/restaurants', {
      token: operator,
      key: randomUUID(),
      body: { name, address, timeZone: 'America/Los_Angeles', menu, openingHours: roundTheClock, email, password: demoPassword, ...restaurants[name] },
    });
    await eventually(`the menu of ${name} at the order service`, async () => {
      const unknown = { restaurantId: id, lineItems: [{ menuItemId: randomUUID(), quantity: 1 }], deliveryAddress: address };
      const { body } = await client.ask('POST', '/v1/orders', { token: guest.token, key: randomUUID(), body: unknown });
      return body.code === 'ITEM_NOT_ON_MENU' || undefined;
    }, PREPARED_WITHIN);
    return { id, menu, email };
  };

  const [rich, richer, tight, suspended] = await Promise.all([consumer('rich'), consumer('richer'), consumer('tight'), consumer('suspended')]);
  const [busy, tiny, closed, fickle] = await Promise.all([
    restaurant('busy', rich),
    restaurant('tiny', rich),
    restaurant('closed', rich),
    restaurant('fickle', rich),
  ]);
  const kitchens = { busy, tiny, closed, fickle };
  const staff = Object.fromEntries(await Promise.all(Object.entries(kitchens).map(async ([name, { email }]) => [name, await signIn(email)]))) as Cast['staff'];
  return { operator, consumers: { rich, richer, tight, suspended }, restaurants: kitchens, staff };
}
