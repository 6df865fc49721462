import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PassingFault, type WritePath } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, heard, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { FollowOrders } from '../../application/follow-orders.ts';
import { FollowRestaurants } from '../../application/follow-restaurants.ts';
import { ajantaIsBorn, janesOrder } from '../../domain/kitchen.mother.ts';
import type { Order } from '../../domain/order.ts';
import { PrismaTicketQueries } from './prisma-ticket-queries.ts';
import { StoredKitchens } from './stored-kitchens.ts';
import { StoredTickets } from './stored-tickets.ts';

let database: ServiceDatabase<PrismaClient>;
let orders: FollowOrders;
let restaurants: FollowRestaurants;
let queries: PrismaTicketQueries;
let restaurantId: string;

const ordersBy = (writePath: WritePath) => new FollowOrders(new StoredTickets(writePath));
const anOrder = (): Order => ({ ...janesOrder, restaurantId, orderId: uuidv7() });
const aRestaurant = (limit?: number) => restaurants.heard({ ...ajantaIsBorn, restaurantId, capacity: { limit } }, heard('kitchen', restaurantId));
const openTickets = async () => (await database.prisma.kitchen.findUniqueOrThrow({ where: { id: restaurantId } })).openTickets;
const stateOf = async ({ orderId }: Order) => (await queries.find(orderId))?.state;
const typesSent = async (key: string) => (await database.published(key)).map(({ type }) => type);

beforeAll(async () => {
  database = await serviceDatabase('restaurant', PrismaClient);
  orders = ordersBy(database.writePath);
  restaurants = new FollowRestaurants(new StoredKitchens(database.writePath));
  queries = new PrismaTicketQueries(database.prisma);
});

beforeEach(() => {
  restaurantId = uuidv7();
});

afterAll(() => database?.drop());

describe('an order that the kitchen can take in', () => {
  it('leaves ticket, room and message in one commit, once however often its message comes', async () => {
    await aRestaurant(10);
    const order = anOrder();
    const message = heard('kitchen', order.orderId);
    await orders.created(order, message);
    await orders.created(order, message);
    await orders.created(order, heard('kitchen', order.orderId));

    const { consumerId, lineItems, orderId } = order;
    expect(await queries.find(orderId)).toEqual({ orderId, restaurantId, consumerId, lineItems, state: 'CREATE_PENDING', version: 1 });
    expect(await openTickets()).toBe(1);
    expect(await database.published(orderId)).toEqual([{ type: 'TicketCreated', body: { orderId, restaurantId } }]);
  });

  it('is shown to the restaurant once it is approved', async () => {
    await aRestaurant();
    const order = anOrder();
    await orders.created(order, heard('kitchen', order.orderId));
    expect((await queries.toAccept(restaurantId, 10, undefined)).tickets).toEqual([]);
    await orders.approved(order, heard('kitchen', order.orderId));

    expect((await queries.toAccept(restaurantId, 10, undefined)).tickets).toEqual([await queries.find(order.orderId)]);
    expect(await stateOf(order)).toBe('AWAITING_ACCEPTANCE');
    expect(await typesSent(order.orderId)).toEqual(['TicketCreated', 'TicketConfirmed']);
  });

  it('is confirmed also where its approval was heard first', async () => {
    await aRestaurant(0);
    const order = anOrder();
    await orders.approved(order, heard('kitchen', order.orderId));
    expect(await stateOf(order)).toBe('EXPECTED');
    await orders.created(order, heard('kitchen', order.orderId));
    expect(await stateOf(order)).toBe('AWAITING_ACCEPTANCE');
    expect(await openTickets()).toBe(1);
  });

  it('gives its room back exactly once, however often it is undone', async () => {
    await aRestaurant(1);
    const [first, second] = [anOrder(), anOrder()];
    await orders.created(first, heard('kitchen', first.orderId));
    await orders.undone(first, heard('kitchen', first.orderId));
    await orders.undone(first, heard('kitchen', first.orderId));
    await orders.created(second, heard('kitchen', second.orderId));

    expect(await openTickets()).toBe(1);
    expect(await typesSent(first.orderId)).toEqual(['TicketCreated', 'TicketCancelled']);
    expect(await stateOf(second)).toBe('CREATE_PENDING');
  });
});

describe('an order that was undone before it was heard of', () => {
  it('leaves a tombstone, which refuses the late order', async () => {
    await aRestaurant(10);
    const order = anOrder();
    await orders.undone(order, heard('kitchen', order.orderId));
    await orders.created(order, heard('kitchen', order.orderId));
    expect(await stateOf(order)).toBe('CANCELLED');
    expect(await openTickets()).toBe(0);
    expect(await typesSent(order.orderId)).toEqual(['TicketCancelled']);
  });
});

describe('an order that is refused', () => {
  it('is kept with the reason, and told', async () => {
    await aRestaurant(0);
    const order = anOrder();
    await orders.created(order, heard('kitchen', order.orderId));
    const refusal = { reason: 'KITCHEN_AT_CAPACITY', detail: 'The kitchen of Ajanta has all it can do: 0 open orders.' };
    expect(await queries.find(order.orderId)).toMatchObject({ state: 'REFUSED', refusal, lineItems: order.lineItems });
    expect(await database.published(order.orderId)).toEqual([
      { type: 'TicketCreationFailed', body: { orderId: order.orderId, restaurantId, ...refusal } },
    ]);
    expect(await openTickets()).toBe(0);
  });

  it('is so where there is no such restaurant', async () => {
    const order = anOrder();
    await orders.created(order, heard('kitchen', order.orderId));
    expect(await queries.find(order.orderId)).toMatchObject({ state: 'REFUSED', refusal: { reason: 'RESTAURANT_NOT_FOUND' } });
    expect(await database.prisma.kitchen.findUnique({ where: { id: restaurantId } })).toBeNull();
  });
});

describe('an order that is ahead of the news of its restaurant', () => {
  it('waits for it: nothing is written, and it is taken in afterwards', async () => {
    const row = { version: 1, revision: 1, name: 'Ajanta', address: {}, timeZone: 'UTC', menu: [], openingHours: [] };
    await database.prisma.restaurant.create({ data: { id: restaurantId, ...row } });
    const order = anOrder();
    const message = heard('kitchen', order.orderId);
    await expect(orders.created(order, message)).rejects.toThrow(PassingFault);
    expect(await stateOf(order)).toBeUndefined();

    await aRestaurant(10);
    await orders.created(order, message);
    expect(await stateOf(order)).toBe('CREATE_PENDING');
  });

  it('does not wait where it was undone meanwhile', async () => {
    const row = { version: 1, revision: 1, name: 'Ajanta', address: {}, timeZone: 'UTC', menu: [], openingHours: [] };
    await database.prisma.restaurant.create({ data: { id: restaurantId, ...row } });
    const order = anOrder();
    await orders.undone(order, heard('kitchen', order.orderId));
    await orders.created(order, heard('kitchen', order.orderId));
    expect(await stateOf(order)).toBe('CANCELLED');
  });
});

describe('fifty orders at once, two instances, room for ten', () => {
  it('ten are taken in, forty refused', async () => {
    await aRestaurant(10);
    const instances = [orders, ordersBy(database.anotherInstance)];
    const all = Array.from({ length: 50 }, anOrder);
    await Promise.all(all.map((order, index) => instances[index % 2]!.created(order, heard('kitchen', order.orderId))));

    const states = await Promise.all(all.map(stateOf));
    expect(states.filter((state) => state === 'CREATE_PENDING')).toHaveLength(10);
    expect(states.filter((state) => state === 'REFUSED')).toHaveLength(40);
    expect(await openTickets()).toBe(10);

    // Undone by both instances at once: all of the room is back, none of it twice.
    await Promise.all(all.flatMap((order) => instances.map((instance) => instance.undone(order, heard('kitchen', order.orderId)))));
    expect(await openTickets()).toBe(0);
  });
});

describe('the list of a kitchen', () => {
  it('is paged, oldest order first', async () => {
    await aRestaurant();
    const all = Array.from({ length: 5 }, anOrder);
    for (const order of [...all].reverse()) {
      await orders.created(order, heard('kitchen', order.orderId));
      await orders.approved(order, heard('kitchen', order.orderId));
    }
    const first = await queries.toAccept(restaurantId, 3, undefined);
    const rest = await queries.toAccept(restaurantId, 3, first.nextAfter);
    expect([...first.tickets, ...rest.tickets].map(({ orderId }) => orderId)).toEqual(all.map(({ orderId }) => orderId));
    expect(first.nextAfter).toBe(all[2]!.orderId);
    expect(rest.nextAfter).toBeUndefined();
  });
});

describe('the books', () => {
  it('count as many open tickets as there are', async () => {
    const { byState, openTickets: open } = await queries.books();
    const count = (state: string) => byState.find((entry) => entry.state === state)?.tickets ?? 0;
    expect(count('CREATE_PENDING') + count('AWAITING_ACCEPTANCE')).toBe(open);
    expect(count('REFUSED')).toBeGreaterThan(0);
  });
});
