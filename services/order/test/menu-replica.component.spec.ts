import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import type { ServiceError } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

const jane: Caller = { id: randomUUID(), role: 'consumer' };

// No other service runs here, and the order service is told no other service's address: what it answers it knows itself.
let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels);
});

afterAll(() => service?.stop());

const create = (restaurantId: string, menuItemId: string): Promise<OrderGrpc.Order> => {
  const wish = { restaurantId, lineItems: [{ menuItemId, quantity: 1 }], deliveryAddress: janesAddress, deliveryTime: undefined, idempotencyKey: '' };
  return service.call(OrderGrpc.OrderServiceService.createOrder, wish, jane);
};

const priceOf = async (restaurantId: string, menuItemId: string): Promise<number> => (await create(restaurantId, menuItemId)).orderTotal!.amount;

const becomes = (restaurantId: string, menuItemId: string, amount: number) =>
  eventually(async () => expect(await priceOf(restaurantId, menuItemId)).toBe(amount));

/** The restaurant's menu as of a version, with these prices; the key says whose turn it waits for. */
const menuChanged = (restaurantId: string, version: number, prices: Record<string, number>, key = restaurantId) => {
  const menu = Object.entries(prices).map(([menuItemId, amount]) => ({ menuItemId, name: 'A dish', price: { amount, currency: 'USD' } }));
  return service.publish(restaurantEvents.RestaurantMenuChanged, key, { restaurantId, version, menu });
};

/** Everything with that key has been handled: a message with it, of another restaurant, has had its effect. */
async function handledAllOf(key: string): Promise<void> {
  const [another, dish] = [randomUUID(), randomUUID()];
  await menuChanged(another, 1, { [dish]: 1 }, key);
  await becomes(another, dish, 1);
}

describe('the replica of the menus (T9)', () => {
  it('prices an order, with nobody else there to ask', async () => {
    const [restaurantId, naan] = [randomUUID(), randomUUID()];
    await menuChanged(restaurantId, 1, { [naan]: 350 });
    await becomes(restaurantId, naan, 350);
  });

  it('refuses what it has never heard of, at once', async () => {
    const error = (await create(randomUUID(), randomUUID()).catch((thrown: unknown) => thrown)) as ServiceError;
    expect(refusalOf(error)).toMatchObject({ code: 'RESTAURANT_NOT_FOUND' });
  });

  it('leaves an order at the price it was placed at', async () => {
    const [restaurantId, naan] = [randomUUID(), randomUUID()];
    await menuChanged(restaurantId, 1, { [naan]: 350 });
    const { orderId } = await eventually(() => create(restaurantId, naan));
    await menuChanged(restaurantId, 2, { [naan]: 400 });
    await becomes(restaurantId, naan, 400);
    const { orderTotal } = await service.call(OrderGrpc.OrderServiceService.getOrder, { orderId }, jane);
    expect(orderTotal).toEqual({ amount: 350, currency: 'USD' });
  });
});

describe('a change event (T12)', () => {
  it('carries the whole of what changed: whoever missed all before it needs no more than the last', async () => {
    const [restaurantId, naan, raita] = [randomUUID(), randomUUID(), randomUUID()];
    await menuChanged(restaurantId, 7, { [naan]: 350, [raita]: 250 });
    await becomes(restaurantId, naan, 350);
    expect(await priceOf(restaurantId, raita)).toBe(250);
  });

  it('that comes late or again changes nothing: its version says that it is old', async () => {
    const [restaurantId, naan] = [randomUUID(), randomUUID()];
    await menuChanged(restaurantId, 2, { [naan]: 350 });
    await menuChanged(restaurantId, 1, { [naan]: 300 });
    await menuChanged(restaurantId, 2, { [naan]: 999 });
    await handledAllOf(restaurantId);
    expect(await priceOf(restaurantId, naan)).toBe(350);
  });
});

describe('a domain event (T12)', () => {
  it('says what happened and why, once for each time it happened', async () => {
    const [restaurantId, naan] = [randomUUID(), randomUUID()];
    await menuChanged(restaurantId, 1, { [naan]: 350 });
    const { orderId } = await eventually(() => create(restaurantId, naan));
    await service.publish(ticketEvents.TicketCreationFailed, orderId, { orderId, restaurantId, reason: 'KITCHEN_AT_CAPACITY', detail: 'Full' });
    expect(await service.hears(orderEvents.OrderRejected, orderId)).toMatchObject({ reason: 'KITCHEN_AT_CAPACITY', detail: 'Full' });
    const types = service.toldOf(orderId).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('ftgo.order.'))).toEqual([orderEvents.OrderCreated.name, orderEvents.OrderRejected.name]);
  });
});
