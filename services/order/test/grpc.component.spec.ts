import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { Metadata, type ServiceError, credentials, status } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const { OrderServiceService: methods } = OrderGrpc;

let service: ServiceUnderTest;
let client: OrderGrpc.OrderServiceClient;

const request = (quantity = 1): OrderGrpc.CreateOrderRequest => ({
  restaurantId,
  lineItems: [{ menuItemId, quantity }],
  deliveryAddress: janesAddress,
  deliveryTime: undefined,
  idempotencyKey: '',
});

/** Has the fields of all of them that cannot be left out. */
const anyRequest = { ...request(), orderId: '', state: '', page: undefined, withinMs: 1 };

const ordersOf = ({ id }: Caller) => service.database.query('select id from orders where consumer_id = $1 order by id', [id]);
const create = (wish = request()) => service.call(methods.createOrder, wish, jane);

/** What the stream says, state by state, and how it ends. */
function watch(orderId: string, authorization: string) {
  const metadata = new Metadata();
  metadata.set('authorization', authorization);
  const seen: string[] = [];
  const stream = client.watchOrder({ orderId }, metadata);
  const ended = new Promise<string>((resolve) => {
    stream.on('data', ({ state }: OrderGrpc.Order) => seen.push(state));
    stream.on('end', () => resolve('ended'));
    stream.on('error', ({ code }: ServiceError) => resolve(status[code]!));
  });
  return { seen, ended, stop: () => stream.cancel() };
}

beforeAll(async () => {
  let port: string | undefined;
  const define = (env: NodeJS.ProcessEnv) => {
    port = env['FTGO_GRPC_PORT'];
    return orderService(env);
  };
  service = await ServiceUnderTest.start('order', define, channels);
  client = new OrderGrpc.OrderServiceClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const menu = [{ menuItemId, name: 'Naan', price: { amount: 350, currency: 'USD' } }];
  await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu });
  await eventually(() => create());
});

afterAll(async () => {
  client?.close();
  await service?.stop();
});

describe('the order service over gRPC (S2)', () => {
  it.each(Object.entries(methods))('offers %s, to those who sign in', async (_, method) => {
    await expect(service.call(method as typeof methods.getOrder, anyRequest as never)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it('answers within the call: the order, or a status that carries why not', async () => {
    const { orderId } = await create();
    expect(await service.call(methods.getOrder, { orderId }, jane)).toMatchObject({ orderId, state: 'APPROVAL_PENDING' });
    const error = (await create(request(101)).catch((thrown: unknown) => thrown)) as ServiceError;
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(refusalOf(error)).toMatchObject({ kind: 'invalid', code: 'QUANTITY_OUT_OF_RANGE', field: '/lineItems/0/quantity' });
  });

  it('does nothing for a caller who has given up', async () => {
    const before = await ordersOf(jane);
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${await service.tokenOf(jane)}`);
    const late = await new Promise<ServiceError | null>((answer) => client.createOrder(request(), metadata, { deadline: Date.now() - 1 }, answer));
    expect(late?.code).toBe(status.DEADLINE_EXCEEDED);
    expect(await ordersOf(jane)).toEqual(before);
  });

  it('streams an order to whoever watches it, change by change, until it is final', async () => {
    const { orderId } = await create();
    const watched = watch(orderId, `Bearer ${await service.tokenOf(jane)}`);
    await eventually(() => expect(watched.seen).toEqual(['APPROVAL_PENDING']));
    await service.publish(ticketEvents.TicketCreationFailed, orderId, { orderId, restaurantId, reason: 'RESTAURANT_CLOSED', detail: '' });
    expect(await watched.ended).toBe('ended');
    expect(watched.seen).toEqual(['APPROVAL_PENDING', 'REJECTED']);
  });

  it('streams nothing to a stranger', async () => {
    const { orderId } = await create();
    const stranger = watch(orderId, `Bearer ${await service.tokenOf({ id: randomUUID(), role: 'consumer' })}`);
    expect(await stranger.ended).toBe('NOT_FOUND');
    expect(stranger.seen).toEqual([]);
  });
});
