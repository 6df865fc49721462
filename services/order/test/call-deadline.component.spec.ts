import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc } from '@ftgo/order-api';
import { restaurantEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { Metadata, type ServiceError, credentials, status } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';
import { HeldOrders } from './held-orders.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const someone = (): Caller => ({ id: randomUUID(), role: 'consumer' });
const wish: OrderGrpc.CreateOrderRequest = {
  restaurantId,
  lineItems: [{ menuItemId, quantity: 1 }],
  deliveryAddress: janesAddress,
  deliveryTime: undefined,
  idempotencyKey: '',
};
const { OrderServiceService: methods } = OrderGrpc;
const MOMENT_MS = 200;

let service: ServiceUnderTest;
let client: OrderGrpc.OrderServiceClient;
let orders: HeldOrders;

const create = (caller: Caller) => service.call(methods.createOrder, wish, caller);

async function createWithin(milliseconds: number, caller: Caller): Promise<string> {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${await service.tokenOf(caller)}`);
  const error = await new Promise<ServiceError | null>((answer) => client.createOrder(wish, metadata, { deadline: Date.now() + milliseconds }, answer));
  return status[error?.code ?? status.OK]!;
}

const ordersOf = ({ id }: Caller) => service.database.query('select id from orders where consumer_id = $1', [id]);

beforeAll(async () => {
  let port: string | undefined;
  const define = (env: NodeJS.ProcessEnv) => {
    port = env['FTGO_GRPC_PORT'];
    return orderService(env);
  };
  service = await ServiceUnderTest.start('order', define, channels);
  client = new OrderGrpc.OrderServiceClient(`127.0.0.1:${port}`, credentials.createInsecure());
  orders = await HeldOrders.in(service.database);
  const menu = [{ menuItemId, name: 'Naan', price: { amount: 350, currency: 'USD' } }];
  await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu });
  await eventually(() => create(someone()));
});

afterAll(async () => {
  await orders?.letGo();
  client?.close();
  await service?.stop();
});

describe('a deadline that comes with a call (R2)', () => {
  it('is kept: what waited for the database too long is not done any more', async () => {
    const [jane, dan] = [someone(), someone()];
    await orders.hold();
    const first = create(jane);
    await orders.oneWaits();
    expect(await createWithin(MOMENT_MS, dan)).toBe('DEADLINE_EXCEEDED');
    // The service counts from when the call came, which it has once what came behind it on the connection is answered.
    await expect(service.call(methods.getOrder, { orderId: randomUUID() }, dan)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await delay(2 * MOMENT_MS);
    await orders.letGo();

    await first;
    await create(jane);
    expect(await ordersOf(jane)).toHaveLength(2);
    expect(await ordersOf(dan)).toEqual([]);
  });
});
