import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { authorizationEvents } from '@ftgo/consumer-api';
import { OrderGrpc } from '@ftgo/order-api';
import { restaurantEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const eve: Caller = { id: randomUUID(), role: 'consumer' };
/** Longer than any test may take: who waits for it has heard nothing. */
const TOO_LONG = 30_000;
const { createOrder, getOrder, awaitOrder } = OrderGrpc.OrderServiceService;

let service: ServiceUnderTest;
/** Of each of the two instances. */
let calls: ServiceUnderTest['call'][];

beforeAll(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels);
  calls = [(...args) => service.call(...args), await service.another()];
  await service.publish(restaurantEvents.RestaurantCreated, restaurantId, {
    restaurantId,
    version: 1,
    name: 'Ajanta',
    address: janesAddress,
    timeZone: 'America/Los_Angeles',
    menu: [{ menuItemId, name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' } }],
    openingHours: [],
    capacity: undefined,
  });
  await eventually(create, { within: 60_000 });
}, 90_000);
afterAll(() => service?.stop());

async function create(): Promise<string> {
  const wish = { restaurantId, lineItems: [{ menuItemId, quantity: 2 }], deliveryAddress: janesAddress, deliveryTime: undefined, idempotencyKey: '' };
  return (await service.call(createOrder, wish, jane)).orderId;
}

const hold = (orderId: string) => service.publish(authorizationEvents.AccountAuthorized, orderId, { orderId, accountId: jane.id, amount: undefined });
const stateOf = async (orderId: string) => (await service.call(getOrder, { orderId }, jane)).state;

describe('a caller that waits for an order', () => {
  it('hears what came of it at either instance, whichever of them was replied', async () => {
    const orderIds = await Promise.all(Array.from({ length: 4 }, create));
    const waiting = orderIds.flatMap((orderId) => calls.map((call) => call(awaitOrder, { orderId, withinMs: TOO_LONG }, jane)));
    for (const orderId of orderIds) await hold(orderId);
    expect((await Promise.all(waiting)).map(({ state }) => state)).toEqual(Array(8).fill('APPROVED'));
  }, 25_000);

  it('is answered at once where nothing is pending any more', async () => {
    const orderId = await create();
    await hold(orderId);
    await eventually(async () => expect(await stateOf(orderId)).toBe('APPROVED'));
    const began = Date.now();
    await calls[1]!(awaitOrder, { orderId, withinMs: TOO_LONG }, jane);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('is told that it is pending when the time is up; the reply that comes late has its effect, and the next one hears of it', async () => {
    const orderId = await create();
    expect((await calls[0]!(awaitOrder, { orderId, withinMs: 200 }, jane)).state).toBe('APPROVAL_PENDING');
    await hold(orderId);
    expect((await calls[1]!(awaitOrder, { orderId, withinMs: TOO_LONG }, jane)).state).toBe('APPROVED');
  }, 25_000);

  it('is told the truth when the time is up, also where the news of it was lost', async () => {
    const orderId = await create();
    const waiting = calls[0]!(awaitOrder, { orderId, withinMs: 5_000 }, jane);
    // It has seen the order as it was when one that came later is answered; and without a new version no later look takes it for another.
    expect((await calls[0]!(awaitOrder, { orderId, withinMs: 1 }, jane)).state).toBe('APPROVAL_PENDING');
    await service.database.query(`update orders set state = 'APPROVED', due_at = null where id = $1`, [orderId]);
    expect((await waiting).state).toBe('APPROVED');
  });

  it('must be somebody who may see it', async () => {
    const orderId = await create();
    await expect(calls[1]!(awaitOrder, { orderId, withinMs: 1 }, eve)).rejects.toThrow('There is no order');
  });
});
