import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WritePath } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, requested, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { ChangeRestaurant } from '../../application/change-restaurant.ts';
import { ajantaToBe, menu, naan } from '../../domain/restaurant.mother.ts';
import { EmailTaken, RestaurantNotFound } from '../../domain/restaurant-refusals.ts';
import { openRestaurant } from '../../domain/staff.ts';
import { PrismaRestaurantQueries } from './prisma-restaurant-queries.ts';
import { StoredRestaurants } from './stored-restaurants.ts';

let database: ServiceDatabase<PrismaClient>;
let queries: PrismaRestaurantQueries;
let change: ChangeRestaurant;

function open(email: string, writePath: WritePath = database.writePath, cause = requested()) {
  const restaurant = { ...ajantaToBe, id: uuidv7() };
  const signIn = { email, passwordHash: '$argon2id$' };
  return new StoredRestaurants(writePath).open(restaurant.id, email, (owner) => openRestaurant(owner, restaurant, signIn), cause);
}

beforeAll(async () => {
  database = await serviceDatabase('restaurant', PrismaClient);
  queries = new PrismaRestaurantQueries(database.prisma);
  change = new ChangeRestaurant(new StoredRestaurants(database.writePath));
});

afterAll(() => database?.drop());

describe('a restaurant that opens', () => {
  it('is kept with its sign-in, and told of', async () => {
    const opened = await open('ajanta@ftgo.example');
    expect(await queries.find(opened.id)).toEqual(opened);
    expect(opened).toEqual({ ...ajantaToBe, id: opened.id, version: 1 });
    expect(await queries.staffOf('Ajanta@FTGO.example')).toMatchObject({ restaurantId: opened.id, passwordHash: '$argon2id$' });
    expect(await database.published(opened.id)).toMatchObject([{ type: 'RestaurantCreated', body: { restaurantId: opened.id, version: 1 } }]);
  });

  it('is refused an address that has an owner, also where two ask for it at once', async () => {
    await open('taken@ftgo.example');
    await expect(open('TAKEN@ftgo.example')).rejects.toThrow(expect.objectContaining({ code: new EmailTaken().code, field: '/email' }));

    const both = await Promise.allSettled([open('race@ftgo.example'), open('race@ftgo.example', database.anotherInstance)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('opens once under one idempotency key', async () => {
    const cause = requested('demo-1');
    const first = await open('once@ftgo.example', database.writePath, cause);
    expect(await open('once@ftgo.example', database.writePath, cause)).toEqual(JSON.parse(JSON.stringify(first)));
    expect(await database.prisma.staff.count({ where: { email: 'once@ftgo.example' } })).toBe(1);
  });
});

describe('a restaurant that changes', () => {
  it('publishes each change at a version of its own, also where several share a write', async () => {
    const { id } = await open('busy@ftgo.example');
    await Promise.all([...Array(10).keys()].map((capacity) => change.setCapacity(id, capacity, requested())));
    await change.replaceMenu(id, [naan], requested());
    await change.replaceOpeningHours(id, [], requested());

    expect(await queries.find(id)).toMatchObject({ version: 13, menu: [naan], openingHours: [] });
    expect((await database.published(id)).map(({ body }) => body['version'])).toEqual([...Array(13).keys()].map((index) => index + 1));
  });

  it('is neither changed nor told of by what it has already', async () => {
    const { id } = await open('still@ftgo.example');
    expect(await change.replaceMenu(id, menu, requested())).toMatchObject({ version: 1 });
    expect(await database.published(id)).toHaveLength(1);
  });

  it('must exist', async () => {
    await expect(change.setCapacity(uuidv7(), 5, requested())).rejects.toThrow(expect.objectContaining({ code: new RestaurantNotFound('').code }));
  });
});

describe('the list of restaurants', () => {
  it('is paged, without menus', async () => {
    const total = await database.prisma.restaurant.count();
    const first = await queries.list(2, undefined);
    const rest = await queries.list(100, first.nextAfter);
    expect(first.restaurants).toHaveLength(2);
    expect(rest.restaurants).toHaveLength(total - 2);
    expect(rest.nextAfter).toBeUndefined();
    expect([...first.restaurants, ...rest.restaurants].every((restaurant) => restaurant.menu.length === 0)).toBe(true);
  });
});
