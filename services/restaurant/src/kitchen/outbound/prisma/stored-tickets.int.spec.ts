import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PassingFault, type RequestCause, type WritePath } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, heard, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { ChangeRestaurant } from '../../../restaurant/application/change-restaurant.ts';
import { StoredRestaurants } from '../../../restaurant/outbound/prisma/stored-restaurants.ts';
import { ExpireTickets } from '../../application/expire-tickets.ts';
import { FollowOrders } from '../../application/follow-orders.ts';
import { FollowRestaurants } from '../../application/follow-restaurants.ts';
import { ObeySagas } from '../../application/obey-sagas.ts';
import { IN_HAND } from '../../application/ports/ticket-queries.ts';
import { PrepareTickets } from '../../application/prepare-tickets.ts';
import { AcceptanceDeadline } from '../../domain/acceptance-deadline.ts';
import { ajantaIsBorn, janesOrder } from '../../domain/kitchen.mother.ts';
import type { Order } from '../../domain/order.ts';
import { PrismaTicketQueries } from './prisma-ticket-queries.ts';
import { StoredKitchens } from './stored-kitchens.ts';
import { StoredTickets } from './stored-tickets.ts';

let database: ServiceDatabase<PrismaClient>;
let orders: FollowOrders;
let restaurants: FollowRestaurants;
let staff: PrepareTickets;
let sagas: ObeySagas;
let queries: PrismaTicketQueries;
let restaurantId: string;

const deadline = new AcceptanceDeadline(600_000);
const ordersBy = (writePath: WritePath) => new FollowOrders(new StoredTickets(writePath), deadline);
const expiryBy = (writePath: WritePath) => new ExpireTickets(new StoredTickets(writePath), queries, deadline);
const anOrder = (): Order => ({ ...janesOrder, restaurantId, orderId: uuidv7() });
const aRestaurant = (limit?: number) => restaurants.heard({ ...ajantaIsBorn, restaurantId, capacity: { limit } }, heard('kitchen', restaurantId));
const openTickets = async () => (await database.prisma.kitchen.findUniqueOrThrow({ where: { id: restaurantId } })).openTickets;
const stateOf = async ({ orderId }: Order) => (await queries.find(orderId))?.state;
const awaiting = (limit = 10, after?: string) => queries.inHand(restaurantId, { states: ['AWAITING_ACCEPTANCE'], limit, after });
const inAnHour = () => new Date(Date.now() + 3_600_000);
const asked = (idempotencyKey?: string): RequestCause => ({
  kind: 'request',
  correlationId: uuidv7(),
  ...(idempotencyKey && { idempotencyKey: `${restaurantId}/${idempotencyKey}`, fingerprint: idempotencyKey }),
});
const typesSent = async (key: string) => (await database.published(key)).map(({ type }) => type);

/** An order that the restaurant sees. */
async function confirmed(): Promise<Order> {
  const order = anOrder();
  await orders.created(order, heard('kitchen', order.orderId));
  await orders.approved(order, heard('kitchen', order.orderId));
  return order;
}

beforeAll(async () => {
  database = await serviceDatabase('restaurant', PrismaClient);
  orders = ordersBy(database.writePath);
  restaurants = new FollowRestaurants(new StoredKitchens(database.writePath));
  sagas = new ObeySagas(new StoredTickets(database.writePath));
  staff = new PrepareTickets(new StoredTickets(database.writePath));
  queries = new PrismaTicketQueries(database.prisma);
});

beforeEach(() => {
  restaurantId = uuidv7();
});

afterAll(() => database?.drop());

describe('a restaurant whose existence the kitchen has just asked for', () => {
  it('is the same to its own staff', async () => {
    await aRestaurant();
    const row = { version: 1, revision: 7, name: 'Ajanta', address: {}, timeZone: 'UTC', menu: [], openingHours: [] };
    await database.prisma.restaurant.create({ data: { id: restaurantId, ...row } });
    const order = anOrder();
    await orders.created(order, heard('kitchen', order.orderId));
    const restaurantStaff = new ChangeRestaurant(new StoredRestaurants(database.writePath));
    expect(await restaurantStaff.setCapacity(restaurantId, 3, asked())).toMatchObject({ name: 'Ajanta', capacity: 3, version: 8 });
  });
});

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
    expect((await awaiting()).tickets).toEqual([]);
    await orders.approved(order, heard('kitchen', order.orderId));

    expect((await awaiting()).tickets).toEqual([await queries.find(order.orderId)]);
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
    const first = await awaiting(3);
    const rest = await awaiting(3, first.nextAfter);
    expect([...first.tickets, ...rest.tickets].map(({ orderId }) => orderId)).toEqual(all.map(({ orderId }) => orderId));
    expect(first.nextAfter).toBe(all[2]!.orderId);
    expect(rest.nextAfter).toBeUndefined();
  });

  it('has what is in hand, of any state or of one', async () => {
    await aRestaurant();
    const [accepted, waiting] = [await confirmed(), await confirmed()];
    await staff.accept(accepted, inAnHour(), asked());
    const idsIn = async (...states: readonly (typeof IN_HAND)[number][]) =>
      (await queries.inHand(restaurantId, { states, limit: 10, after: undefined })).tickets.map(({ orderId }) => orderId);
    expect(await idsIn(...IN_HAND)).toEqual([accepted.orderId, waiting.orderId]);
    expect(await idsIn('ACCEPTED')).toEqual([accepted.orderId]);
    expect(await idsIn('PREPARING')).toEqual([]);
  });
});

describe('a ticket that its restaurant', () => {
  it('accepts and prepares is kept with the promised time, and takes up room until it is cooked', async () => {
    await aRestaurant(1);
    const order = await confirmed();
    const readyBy = inAnHour();
    expect(await staff.accept(order, readyBy, asked())).toMatchObject({ state: 'ACCEPTED', readyBy });
    await staff.start(order, asked());
    expect(await openTickets()).toBe(1);
    await staff.finish(order, asked());
    await staff.finish(order, asked());

    expect(await openTickets()).toBe(0);
    expect(await queries.find(order.orderId)).toMatchObject({ state: 'READY_FOR_PICKUP', readyBy, lineItems: order.lineItems, version: 5 });
    expect(await typesSent(order.orderId)).toEqual([
      'TicketCreated',
      'TicketConfirmed',
      'TicketAccepted',
      'TicketPreparationStarted',
      'TicketReadyForPickup',
    ]);
    await orders.undone(order, heard('kitchen', order.orderId));
    expect(await openTickets()).toBe(0);
  });

  it('rejects gives its room back once, also when its order is cancelled for it', async () => {
    await aRestaurant(1);
    const order = await confirmed();
    expect(await staff.reject(order, 'Out of rice.', asked())).toMatchObject({ state: 'REJECTED', rejection: 'Out of rice.' });
    expect(await openTickets()).toBe(0);
    await orders.undone(order, heard('kitchen', order.orderId));
    expect(await openTickets()).toBe(0);
    expect(await typesSent(order.orderId)).toEqual(['TicketCreated', 'TicketConfirmed', 'TicketRejected', 'TicketCancelled']);
  });

  it('accepts twice under one key gets the first answer, whatever has become of it since', async () => {
    await aRestaurant();
    const order = await confirmed();
    const first = await staff.accept(order, inAnHour(), asked('key-1'));
    await staff.start(order, asked());
    expect(await staff.accept(order, inAnHour(), asked('key-1'))).toEqual(first);
    await expect(staff.accept(order, inAnHour(), asked('key-2'))).rejects.toMatchObject({ code: 'WRONG_TICKET_STATE' });
  });

  it('is not the one of is not found', async () => {
    await aRestaurant();
    const order = await confirmed();
    const strangers = { orderId: order.orderId, restaurantId: uuidv7() };
    await expect(staff.accept(strangers, inAnHour(), asked())).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
    await expect(staff.reject(strangers, 'No.', asked())).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
    await expect(staff.start({ orderId: uuidv7(), restaurantId }, asked())).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
    expect(await stateOf(order)).toBe('AWAITING_ACCEPTANCE');
  });

  it('accepts and rejects at once, over two instances, is one of the two', async () => {
    await aRestaurant(5);
    const other = new PrepareTickets(new StoredTickets(database.anotherInstance));
    for (let round = 0; round < 5; round += 1) {
      const order = await confirmed();
      const before = await openTickets();
      const done = await Promise.allSettled([staff.accept(order, inAnHour(), asked()), other.reject(order, 'No.', asked())]);
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const state = await stateOf(order);
      expect(await openTickets()).toBe(state === 'ACCEPTED' ? before : before - 1);
      await orders.undone(order, heard('kitchen', order.orderId));
    }
    expect(await openTickets()).toBe(0);
  });
});

describe('a ticket that a saga has locked', () => {
  const commanded = (order: Order) => heard('kitchen', order.orderId);

  it('comes back as it was, with the time that was promised', async () => {
    await aRestaurant();
    const order = await confirmed();
    const readyBy = inAnHour();
    await staff.accept(order, readyBy, asked());
    const before = await queries.find(order.orderId);
    await sagas.beginCancel(order, commanded(order));
    expect(await queries.find(order.orderId)).toMatchObject({ state: 'CANCEL_PENDING', before: { state: 'ACCEPTED', readyBy } });
    await sagas.undoBeginCancel(order, commanded(order));
    expect(await queries.find(order.orderId)).toEqual({ ...before, version: before!.version + 2 });
  });

  it('takes up room until it is cancelled', async () => {
    await aRestaurant(1);
    const order = await confirmed();
    await sagas.beginCancel(order, commanded(order));
    expect(await openTickets()).toBe(1);
    await sagas.confirmCancel(order, commanded(order));
    await orders.undone(order, heard('kitchen', order.orderId));
    expect(await openTickets()).toBe(0);
    expect(await typesSent(order.orderId)).toEqual(['TicketCreated', 'TicketConfirmed', 'TicketCancelled']);
  });

  it('is revised by the menu as it is now', async () => {
    await aRestaurant();
    const order = await confirmed();
    const more = order.lineItems.map((line) => ({ ...line, quantity: 9 }));
    await sagas.beginRevise(order, more, commanded(order));
    await sagas.confirmRevise(order, more, commanded(order));
    expect(await queries.find(order.orderId)).toMatchObject({ state: 'AWAITING_ACCEPTANCE', lineItems: more });
    await restaurants.heard({ restaurantId, version: 2, menu: [] }, heard('kitchen', restaurantId));
    const evenMore = more.map((line) => ({ ...line, quantity: 10 }));
    await expect(sagas.beginRevise(order, evenMore, commanded(order))).rejects.toMatchObject({ code: 'ITEM_NOT_ON_MENU' });
  });

  it('and accepted at once, over two instances, is one of the two', async () => {
    await aRestaurant(5);
    const other = new ObeySagas(new StoredTickets(database.anotherInstance));
    for (let round = 0; round < 5; round += 1) {
      const order = await confirmed();
      const [accepted] = await Promise.allSettled([staff.accept(order, inAnHour(), asked()), other.beginCancel(order, commanded(order))]);
      const before = accepted.status === 'fulfilled' ? 'ACCEPTED' : 'AWAITING_ACCEPTANCE';
      expect(await queries.find(order.orderId)).toMatchObject({ state: 'CANCEL_PENDING', before: { state: before } });
    }
  });
});

describe('tickets that were not accepted in time, looked after by two replicas at once', () => {
  const aroundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));
  const later = () => new Date(Date.now() + 700_000);
  const bothLook = () => Promise.all([database.writePath, database.anotherInstance].map((writePath) => expiryBy(writePath).execute(later())));
  const several = (count: number) => Promise.all(Array.from({ length: count }, confirmed));
  const told = async (some: readonly Order[]) => (await Promise.all(some.map(({ orderId }) => typesSent(orderId)))).map((types) => types.at(-1));

  beforeEach(async () => {
    await restaurants.heard({ ...ajantaIsBorn, restaurantId, openingHours: aroundTheClock, capacity: { limit: 100 } }, heard('kitchen', restaurantId));
  });

  it('are rejected once, each of them, and all of the room is back', async () => {
    const overdue = await several(30);
    await bothLook();
    await bothLook();
    expect(await told(overdue)).toEqual(overdue.map(() => 'TicketRejected'));
    expect(await openTickets()).toBe(0);
  });

  it('are not where they are accepted at the same moment', async () => {
    const overdue = await several(30);
    const accepting = overdue.map((order) => staff.accept(order, inAnHour(), asked()).catch(() => undefined));
    await bothLook();
    await Promise.all(accepting);
    const states = await Promise.all(overdue.map(stateOf));
    expect(await told(overdue)).toEqual(states.map((state) => (state === 'ACCEPTED' ? 'TicketAccepted' : 'TicketRejected')));
    expect(await openTickets()).toBe(states.filter((state) => state === 'ACCEPTED').length);
  });

  it('are left alone while a saga has them, and looked at once they are let go', async () => {
    const order = await confirmed();
    await sagas.beginCancel(order, heard('kitchen', order.orderId));
    await bothLook();
    expect(await stateOf(order)).toBe('CANCEL_PENDING');
    await sagas.undoBeginCancel(order, heard('kitchen', order.orderId));
    await bothLook();
    expect(await stateOf(order)).toBe('REJECTED');
  });
});

describe('the books', () => {
  const TAKING_ROOM = ['CREATE_PENDING', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING'];

  async function balance() {
    const { byState, openTickets: open } = await queries.books();
    const taking = byState.filter(({ state }) => TAKING_ROOM.includes(state)).map(({ tickets }) => tickets);
    expect(taking.reduce((a, b) => a + b)).toBe(open);
    return byState;
  }

  it('count as many open tickets as there are', async () => {
    expect((await balance()).map(({ state }) => state)).toContain('REFUSED');
  });

  it('are compared as of one moment: they balance also while orders are taken in', async () => {
    await aRestaurant();
    let isOver = false;
    const cooking = (async () => {
      for (const order of Array.from({ length: 60 }, anOrder)) await orders.created(order, heard('kitchen', order.orderId));
    })().finally(() => (isOver = true));
    while (!isOver) await balance();
    await cooking;
  });
});
