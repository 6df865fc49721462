import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { restaurantEvents } from '@ftgo/restaurant-api';
import { grpcHealth } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { Client, connectivityState, credentials, status } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';
import { HeldOrders } from './held-orders.ts';

const NOT_SERVING = 2;

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const { createOrder } = OrderGrpc.OrderServiceService;
const request: OrderGrpc.CreateOrderRequest = {
  restaurantId,
  lineItems: [{ menuItemId, quantity: 1 }],
  deliveryAddress: janesAddress,
  deliveryTime: undefined,
  idempotencyKey: '',
};

let service: ServiceUnderTest;
let orders: HeldOrders;

const isHealthy = () => service.call(grpcHealth['grpc.health.v1.Health'].check, { service: '' });

const stateOf = async (orderId: string) => (await service.database.query<{ state: string }>('select state from orders where id = $1', [orderId]))[0]?.state;

/** What is sent, by this instance or the next. */
const kept = async (orderId: string) =>
  (await service.database.query<{ type: string }>('select type from outbox where key = $1 order by seq', [orderId])).map(({ type }) => type);

beforeEach(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels);
  orders = await HeldOrders.in(service.database);
  const menu = [{ menuItemId, name: 'Naan', price: { amount: 350, currency: 'USD' } }];
  await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu });
  await eventually(() => service.call(createOrder, request, jane));
});

afterEach(async () => {
  await orders?.letGo();
  await service?.stop();
});

describe('the order service that is told to stop (E6)', () => {
  it('finishes the request that it is at, keeps what follows from it, and takes no other', async () => {
    await orders.hold();
    const underWay = service.call(createOrder, request, jane);
    await orders.oneWaits();

    const stopped = service.shutDown();
    await eventually(() => expect(isHealthy()).rejects.toMatchObject({ code: status.UNAVAILABLE }));
    await expect(service.call(createOrder, request, jane)).rejects.toMatchObject({ code: status.UNAVAILABLE });
    await orders.letGo();

    const { orderId } = await underWay;
    await stopped;
    expect(await stateOf(orderId)).toBe('APPROVAL_PENDING');
    expect(await kept(orderId)).toContain(orderEvents.OrderCreated.name);
  });

  it('sends its callers away while it still takes calls, so that none is without an instance', async () => {
    const lingering = await ServiceUnderTest.start('order', orderService, channels, { FTGO_LINGER_SECONDS: '8' });
    const caller = new Client(lingering.grpcAddress, credentials.createInsecure());
    try {
      const { check } = grpcHealth['grpc.health.v1.Health'];
      const state = () => caller.getChannel().getConnectivityState(true);
      await eventually(() => expect(state()).toBe(connectivityState.READY));
      const sentAway = new Promise<void>((told, failed) => {
        caller.getChannel().watchConnectivityState(connectivityState.READY, Date.now() + 20_000, (error) => (error ? failed(error) : told()));
      });

      const stopped = lingering.shutDown();
      await sentAway;
      expect(await lingering.call(check, { service: '' })).toEqual({ status: NOT_SERVING });

      await stopped;
      await expect(lingering.call(check, { service: '' })).rejects.toMatchObject({ code: status.UNAVAILABLE });
    } finally {
      caller.close();
      await lingering.stop();
    }
  });
});
