import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { deliveryEvents } from '@ftgo/delivery-api';
import { OperationsGrpc } from '@ftgo/operations-api';
import { OrderHistoryGrpc, orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { status } from '@grpc/grpc-js';
import { v7 as uuidv7 } from 'uuid';
import { orderService } from '../src/order-service.module.ts';
import { channels } from './channels.ts';

const address = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
const usd = (amount: number) => ({ amount, currency: 'USD' });

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels);
});

afterAll(() => service?.stop());

const consumer = (): Caller => ({ id: randomUUID(), role: 'consumer' });

const list = (caller: Caller | undefined, wish: Partial<OrderHistoryGrpc.ListOrdersRequest> = {}) =>
  service.call(OrderHistoryGrpc.OrderHistoryServiceService.listOrders, OrderHistoryGrpc.ListOrdersRequest.fromPartial(wish), caller);

const idsOf = async (caller: Caller, wish?: Partial<OrderHistoryGrpc.ListOrdersRequest>): Promise<string[]> =>
  (await list(caller, wish)).orders.map(({ orderId }) => orderId);

const first = async (caller: Caller) => (await list(caller)).orders[0];

/** A restaurant that the history has heard of. */
async function restaurant(name: string): Promise<string> {
  const restaurantId = randomUUID();
  const about = { version: 1, name, address, timeZone: 'UTC', menu: [], openingHours: [], capacity: undefined };
  await service.publish(restaurantEvents.RestaurantCreated, restaurantId, { restaurantId, ...about });
  const known = () => service.database.query('select from order_history_restaurants where restaurant_id = $1', [restaurantId]);
  await eventually(async () => expect(await known()).not.toEqual([]));
  return restaurantId;
}

/** An order of some dishes, as the order service tells of it; it may be heard of at once, or later. */
function anOrder({ id: consumerId }: Caller, restaurantId: string, dishes: string[], createdAt = new Date()) {
  const orderId = uuidv7();
  const lineItems = dishes.map((name) => ({ menuItemId: randomUUID(), name, price: usd(500), quantity: 1 }));
  const orderTotal = usd(500 * dishes.length);
  const created = { orderId, consumerId, restaurantId, lineItems, orderTotal, deliveryAddress: address, deliveryTime: undefined, createdAt };
  return { orderId, consumerId, restaurantId, isCreated: () => service.publish(orderEvents.OrderCreated, orderId, created) };
}

async function ordered(by: Caller, restaurantId: string, dishes: string[], createdAt?: Date): Promise<string> {
  const order = anOrder(by, restaurantId, dishes, createdAt);
  await order.isCreated();
  await eventually(async () => expect(await idsOf(by)).toContain(order.orderId));
  return order.orderId;
}

describe('the order history (T8)', () => {
  it('shows an order with what each service told of it', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const orderId = await ordered(jane, ajanta, ['Chicken Vindaloo', 'Naan']);
    const readyBy = new Date('2026-11-21T19:00:00Z');
    const ids = { orderId, restaurantId: ajanta };
    await service.publish(orderEvents.OrderApproved, orderId, { ...ids, consumerId: jane.id, deliveryAddress: address, deliveryTime: undefined });
    await service.publish(ticketEvents.TicketAccepted, orderId, { ...ids, readyBy });
    await service.publish(deliveryEvents.DeliveryCreated, orderId, { ...ids, deliveryAddress: address } as never);
    await eventually(async () =>
      expect(await first(jane)).toMatchObject({ state: 'APPROVED', ticketState: 'ACCEPTED', readyBy, deliveryState: 'PENDING' }),
    );
    expect(await first(jane)).toMatchObject({ ...ids, restaurantName: 'Ajanta', orderTotal: usd(1000), lineItems: [{ name: 'Chicken Vindaloo' }, { name: 'Naan' }] });
  });

  it('shows why an order ended, and its lines as they were revised', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const orderId = await ordered(jane, ajanta, ['Naan']);
    const saga = { orderId, consumerId: jane.id, restaurantId: ajanta, sagaId: randomUUID() };
    const lineItems = [{ menuItemId: 'raita', name: 'Raita', price: usd(250), quantity: 2 }];
    await service.publish(orderEvents.OrderRevisionRequested, orderId, { ...saga, lineItems, orderTotal: usd(500) });
    await eventually(async () => expect(await first(jane)).toMatchObject({ state: 'REVISION_PENDING', lineItems: [{ name: 'Naan' }] }));
    await service.publish(orderEvents.OrderRevised, orderId, { ...saga, lineItems, orderTotal: usd(500) });
    await eventually(async () => expect(await first(jane)).toMatchObject({ state: 'APPROVED', lineItems: [{ name: 'Raita' }], orderTotal: usd(500) }));
    await service.publish(orderEvents.OrderCancelRefused, orderId, { ...saga, reason: 'TICKET_IN_PREPARATION', detail: 'Too late' });
    await eventually(async () => expect(await first(jane)).toMatchObject({ state: 'APPROVED', reason: 'TICKET_IN_PREPARATION' }));
    await service.publish(orderEvents.OrderCancelled, orderId, { ...saga, reason: 'BY_RESTAURANT', detail: 'No fire' });
    await eventually(async () => expect(await first(jane)).toMatchObject({ state: 'CANCELLED', reason: 'BY_RESTAURANT', detail: 'No fire' }));
  });

  it('takes news in any order: of an order that nobody has told of yet, at a restaurant without a name so far', async () => {
    const [jane, ben] = [consumer(), consumer()];
    const [late, nameless] = [randomUUID(), randomUUID()];
    const order = anOrder(jane, nameless, ['Naan']);
    await service.publish(ticketEvents.TicketPreparationStarted, order.orderId, order);
    const other = await ordered(ben, late, ['Naan']);
    expect(await list(jane)).toMatchObject({ orders: [] });
    await order.isCreated();
    await eventually(async () => expect(await first(jane)).toMatchObject({ orderId: order.orderId, state: 'APPROVAL_PENDING', restaurantName: '', ticketState: 'PREPARING' }));
    const about = { version: 1, name: 'The Late One', address, timeZone: 'UTC', menu: [], openingHours: [], capacity: undefined };
    await service.publish(restaurantEvents.RestaurantCreated, late, { restaurantId: late, ...about });
    await eventually(async () => expect(await first(ben)).toMatchObject({ orderId: other, restaurantName: 'The Late One' }));
  });

  it('shows a consumer theirs, a restaurant its own, an operator all, and nobody else any', async () => {
    const [jane, ben] = [consumer(), consumer()];
    const [ajanta, sahara] = [await restaurant('Ajanta'), await restaurant('Sahara')];
    const [janes, bens] = [await ordered(jane, ajanta, ['Naan']), await ordered(ben, ajanta, ['Naan'])];
    const elsewhere = await ordered(ben, sahara, ['Falafel']);
    expect(await idsOf(jane)).toEqual([janes]);
    expect(await idsOf({ id: ajanta, role: 'restaurant' })).toEqual([bens, janes]);
    expect((await idsOf({ id: randomUUID(), role: 'operator' })).slice(0, 3)).toEqual([elsewhere, bens, janes]);
    await expect(list({ id: ben.id, role: 'courier' })).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(list(undefined)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it('finds orders by words in the names of restaurant and dishes', async () => {
    const [jane, ajanta, sahara] = [consumer(), await restaurant('Ajanta'), await restaurant('Café Sahara')];
    const curry = await ordered(jane, ajanta, ['Chicken Vindaloo', 'Naan']);
    const lamb = await ordered(jane, ajanta, ['Lamb Curry']);
    const wrap = await ordered(jane, sahara, ['Chicken Wrap']);
    const found = (q: string) => idsOf(jane, { q });
    expect(await found('chicken')).toEqual([wrap, curry]);
    expect(await found('ajanta chicken')).toEqual([curry]);
    expect(await found('curries')).toEqual([lamb]);
    expect(await found('"chicken vindaloo" or wrap')).toEqual([wrap, curry]);
    expect(await found('ajanta -lamb')).toEqual([curry]);
    expect(await found('pizza')).toEqual([]);
    expect(await found(`'; drop table order_history; -- & | ! <->`)).toEqual([]);
  });

  it('filters by state and by when it was placed', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const [monday, tuesday] = [new Date('2026-11-16T12:00:00Z'), new Date('2026-11-17T12:00:00Z')];
    const one = await ordered(jane, ajanta, ['Naan'], monday);
    const other = await ordered(jane, ajanta, ['Naan'], tuesday);
    const rejected = { orderId: other, consumerId: jane.id, restaurantId: ajanta, reason: 'RESTAURANT_CLOSED', detail: 'Closed' };
    await service.publish(orderEvents.OrderRejected, other, rejected);
    await eventually(async () => expect(await idsOf(jane, { state: 'REJECTED' })).toEqual([other]));
    expect(await idsOf(jane, { state: 'APPROVAL_PENDING' })).toEqual([one]);
    expect(await idsOf(jane, { from: tuesday })).toEqual([other]);
    expect(await idsOf(jane, { to: tuesday })).toEqual([one]);
    expect(await idsOf(jane, { from: monday, to: tuesday })).toEqual([one]);
  });

  it('comes page by page, and a page does not move when orders are added before it', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const ids: string[] = [];
    for (const dish of ['One', 'Two', 'Three']) ids.unshift(await ordered(jane, ajanta, [dish]));
    const { orders, nextAfter } = await list(jane, { page: { limit: 2, after: '' } });
    expect(orders.map(({ orderId }) => orderId)).toEqual(ids.slice(0, 2));
    await ordered(jane, ajanta, ['Four']);
    expect(await list(jane, { page: { limit: 2, after: nextAfter } })).toMatchObject({ orders: [{ orderId: ids[2] }], nextAfter: '' });
    await expect(list(jane, { page: { limit: 2, after: '42' } })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('says the same by REST', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const orderId = await ordered(jane, ajanta, ['Chicken Vindaloo']);
    const { body } = await service.get('/v1/orders?q=vindaloo&state=APPROVAL_PENDING&from=2020-01-01T00:00:00Z&limit=1', jane);
    expect(body).toMatchObject({ orders: [{ orderId, restaurantName: 'Ajanta', orderTotal: { currency: 'USD' } }] });
    expect((await service.get('/v1/orders?after=42', jane)).body).toMatchObject({ status: 400, errors: [{ field: '/after' }] });
    expect((await service.get('/v1/orders')).status).toBe(401);
  });
});

describe('the history made again from the log (M11)', () => {
  const { listViews, rebuildView, giveUpRebuild } = OperationsGrpc.OperationsServiceService;
  /** A group has to be joined, and everything to be read again. */
  const LONG = { within: 60_000 };
  const operator: Caller = { id: randomUUID(), role: 'operator' };
  const generations = async () => (await service.call(listViews, {}, operator)).generations;
  const rebuild = () => service.call(rebuildView, { view: 'order-history', idempotencyKey: '' }, operator);
  const isActive = (generation: number) =>
    eventually(async () => expect(await generations()).toMatchObject([{ generation, state: 'ACTIVE', deadLetters: 0 }]), LONG);
  const rowsOf = async (generation: number) =>
    (await service.database.query<{ n: number }>('select count(*)::integer as n from order_history where generation = $1', [generation]))[0]!.n;

  it('is the same as it was, whatever was in the old rows; those are deleted, and what is told meanwhile is in the new ones', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const ids = [await ordered(jane, ajanta, ['Naan']), await ordered(jane, ajanta, ['Raita'])].reverse();
    const before = await list(jane);
    await service.database.query(`update order_history set state = 'SPOILT', version = version + 1`);
    const { generation } = (await generations())[0]!;

    expect((await rebuild()).generations).toMatchObject([{ generation, state: 'ACTIVE' }, { generation: generation + 1, state: 'BUILDING', askedBy: operator.id }]);
    await expect(rebuild()).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    expect((await list(jane)).orders).toHaveLength(2);
    ids.unshift(await ordered(jane, ajanta, ['Late Dish']));
    await isActive(generation + 1);

    expect((await list(jane)).orders.slice(-2)).toEqual(before.orders);
    await eventually(async () => expect(await idsOf(jane)).toEqual(ids), LONG);
    const leftOf = async () => [await rowsOf(generation), (await service.database.query('select from inbox where subscriber = $1', [`order-history-${generation}`])).length];
    await eventually(async () => expect(await leftOf()).toEqual([0, 0]), LONG);
    ids.unshift(await ordered(jane, ajanta, ['Later Dish']));
    expect(await idsOf(jane)).toEqual(ids);
  }, 120_000);

  it('is not switched to while a message of it is dead, and can be given up', async () => {
    const [jane, ajanta] = [consumer(), await restaurant('Ajanta')];
    const orderId = await ordered(jane, ajanta, ['Naan']);
    const { generation } = (await generations())[0]!;
    await service.database.query(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.generation = ${generation + 1} and new.order_id = '${orderId}' then raise 'no' using errcode = '22000'; end if; return new; end $$`);
    await service.database.query('create trigger refuse before insert on order_history for each row execute function refuse()');
    await rebuild();
    const stuck = { generation: generation + 1, state: 'BUILDING', deadLetters: 1 };
    await eventually(async () => {
      const [, building] = await generations();
      expect(building).toMatchObject(stuck);
      expect(building!.read).toBe(building!.total);
    }, LONG);
    // Also when it has read on.
    for (const dish of ['One', 'Two', 'Three']) {
      const { total } = (await generations())[1]!;
      await ordered(jane, ajanta, [dish]);
      await eventually(async () => expect((await generations())[1]).toMatchObject({ ...stuck, read: total + 1 }), LONG);
    }
    expect(await idsOf(jane)).toContain(orderId);
    await service.call(giveUpRebuild, { view: 'order-history', idempotencyKey: '' }, operator);
    await service.database.query('drop trigger refuse on order_history');
    await eventually(async () => expect(await rowsOf(generation + 1)).toBe(0), LONG);
    await rebuild();
    await isActive(generation + 2);
    expect(await idsOf(jane)).toContain(orderId);
    expect(await service.database.query(`select from dead_letters where subscriber like 'order-history-%'`)).toEqual([]);
  }, 120_000);

  it('is an operator’s to ask for, of a view that there is', async () => {
    await expect(service.call(rebuildView, { view: 'order-history', idempotencyKey: '' }, consumer())).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(service.call(rebuildView, { view: 'menus', idempotencyKey: '' }, operator)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(service.call(giveUpRebuild, { view: 'order-history', idempotencyKey: '' }, operator)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });
});
