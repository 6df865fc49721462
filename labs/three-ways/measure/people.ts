import { randomUUID } from 'node:crypto';
import { eventually } from '@ftgo/testing';
import { Town } from '../../../benchmarks/load/town.ts';
import type { Orderable } from '../../../benchmarks/systems/town.ts';
import { demoPassword, operatorEmail } from '../../../infra/operator.ts';

const CREDIT_LIMIT = 1_000_000_000;
const CONSUMERS = 4;
const RESTAURANTS = 3;
const ADDRESS = { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
const AROUND_THE_CLOCK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));
/** Passwords are hashed slowly on purpose, and a busy machine may let a request wait for too long. */
const PATIENCE = { within: 120_000, every: 500 };

/** Consumers with room for many orders, and restaurants that never close. One after the other: each costs several password hashes. */
export async function people(gateway: URL): Promise<{ restaurants: Orderable[]; tokens: string[] }> {
  const town = new Town(gateway, 1);
  const operator = await eventually(() => town.signIn(operatorEmail, demoPassword), PATIENCE);
  const restaurants: Orderable[] = [];
  for (let n = 1; n <= RESTAURANTS; n += 1) restaurants.push(await restaurant(town, operator, `Kitchen ${n}`));
  const tokens: string[] = [];
  for (let n = 0; n < CONSUMERS; n += 1) tokens.push((await eventually(() => town.newConsumer(operator, CREDIT_LIMIT), PATIENCE)).token);
  town.close();
  return { restaurants, tokens };
}

async function restaurant(town: Town, token: string, name: string): Promise<Orderable> {
  const menuItemId = randomUUID();
  const key = randomUUID();
  const menu = [{ menuItemId, name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' } }];
  const email = `${randomUUID()}@lab.ftgo.example`;
  const body = { name, address: ADDRESS, timeZone: 'America/Los_Angeles', menu, openingHours: AROUND_THE_CLOCK, email, password: demoPassword };
  return eventually(async () => {
    const { status, body: answer } = await town.call('POST', '/v1/restaurants', { token, key, body });
    if (status !== 201) throw new Error(`POST /v1/restaurants: ${status} ${JSON.stringify(answer)}`);
    return { restaurantId: answer.restaurantId as string, menu: [{ menuItemId }] };
  }, PATIENCE);
}
