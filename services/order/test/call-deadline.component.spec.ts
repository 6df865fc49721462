import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc } from '@ftgo/order-api';
import { restaurantEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { Metadata, type ServiceError, credentials, status } from '@grpc/grpc-js';
import pg from 'pg';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

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

let service: ServiceUnderTest;
let client: OrderGrpc.OrderServiceClient;
let database: pg.Client;

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
  database = new pg.Client({ connectionString: service.database.url });
  await database.connect();
  const menu = [{ menuItemId, name: 'Naan', price: { amount: 350, currency: 'USD' } }];
  await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu });
  await eventually(() => create(someone()));
});

afterAll(async () => {
  await database?.end();
  client?.close();
  await service?.stop();
});

describe('a deadline that comes with a call (R2)', () => {
  it('is kept: what waited for the database too long is not done any more', async () => {
    const [jane, dan] = [someone(), someone()];
    await database.query('begin');
    await database.query('lock table menus in access exclusive mode');
    const first = create(jane);
    await eventually(async () => {
      const { rows } = await database.query(`select from pg_locks where relation = 'menus'::regclass and not granted`);
      expect(rows).toHaveLength(1);
    });
    expect(await createWithin(200, dan)).toBe('DEADLINE_EXCEEDED');
    await database.query('commit');

    await first;
    await create(jane);
    expect(await ordersOf(jane)).toHaveLength(2);
    expect(await ordersOf(dan)).toEqual([]);
  });
});
