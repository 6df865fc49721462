import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { OrderGrpc, orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { status } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const eve: Caller = { id: randomUUID(), role: 'consumer' };
/** Longer than any test may take. */
const DEADLINE_SECONDS = 100;

let service: ServiceUnderTest;

const request = (idempotencyKey = '', quantity = 2): OrderGrpc.CreateOrderRequest => ({
  restaurantId,
  lineItems: [{ menuItemId, quantity }],
  deliveryAddress: janesAddress,
  deliveryTime: undefined,
  idempotencyKey,
});

const create = (wish = request(), caller: Caller | undefined = jane) =>
  service.call(OrderGrpc.OrderServiceService.createOrder, wish, caller);
const get = (orderId: string, caller = jane) => service.call(OrderGrpc.OrderServiceService.getOrder, { orderId }, caller);
const reaches = (orderId: string, state: string) =>
  eventually(async () => {
    const order = await get(orderId);
    expect(order.state).toBe(state);
    return order;
  });

beforeAll(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels, { FTGO_CREATION_DEADLINE_SECONDS: String(DEADLINE_SECONDS) });
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
  await eventually(() => create());
});

afterAll(() => service?.stop());

describe('the order service alone', () => {
  it('takes an order by its own replica of the menu and tells the world', async () => {
    const order = await create();
    expect(order).toMatchObject({ state: 'APPROVAL_PENDING', consumerId: jane.id, orderTotal: { amount: 2468, currency: 'USD' } });
    expect(await service.hears(orderEvents.OrderCreated, order.orderId)).toMatchObject({ restaurantId, orderTotal: { amount: 2468 } });
  });

  it('approves it once the amount is held, however often it hears so', async () => {
    const { orderId } = await create();
    const held = { orderId, accountId: jane.id, amount: { amount: 2468, currency: 'USD' } };
    const id = await service.publish(authorizationEvents.AccountAuthorized, orderId, held);
    await service.publish(authorizationEvents.AccountAuthorized, orderId, held, id);
    await service.publish(authorizationEvents.AccountAuthorized, orderId, held);
    await reaches(orderId, 'APPROVED');
    await service.hears(orderEvents.OrderApproved, orderId);
    const { orderId: later } = await create();
    await service.hears(orderEvents.OrderCreated, later);
    expect(service.typesOf(orderId).filter((type) => type === orderEvents.OrderApproved.name)).toHaveLength(1);
  });

  it.each([
    ['the consumer is unknown', consumerEvents.ConsumerVerificationFailed, 'CONSUMER_NOT_FOUND', { consumerId: jane.id }],
    ['the kitchen refuses', ticketEvents.TicketCreationFailed, 'RESTAURANT_CLOSED', { restaurantId }],
    ['the limit is reached', authorizationEvents.AuthorizationFailed, 'CREDIT_LIMIT_EXCEEDED', { accountId: jane.id }],
  ] as const)('rejects it when %s', async (_, type, reason, more) => {
    const { orderId } = await create();
    await service.publish(type as typeof ticketEvents.TicketCreationFailed, orderId, { orderId, reason, detail: 'because', ...more } as never);
    expect(await reaches(orderId, 'REJECTED')).toMatchObject({ reason, detail: 'because' });
    expect(await service.hears(orderEvents.OrderRejected, orderId)).toMatchObject({ reason });
  });

  it('cancels it when it is approved and the restaurant turns it away, once', async () => {
    const { orderId } = await create();
    await service.publish(authorizationEvents.AccountAuthorized, orderId, { orderId, accountId: jane.id, amount: undefined });
    await reaches(orderId, 'APPROVED');
    const rejection = { orderId, restaurantId, reason: 'The tandoor is out of order.' };
    await service.publish(ticketEvents.TicketRejected, orderId, rejection);
    await service.publish(ticketEvents.TicketRejected, orderId, rejection);
    const outcome = { reason: 'BY_RESTAURANT', detail: 'The tandoor is out of order.' };
    expect(await reaches(orderId, 'CANCELLED')).toMatchObject({ ...outcome, version: 3 });
    expect(await service.hears(orderEvents.OrderCancelled, orderId)).toEqual({ orderId, consumerId: jane.id, restaurantId, ...outcome });
  });

  it('rejects it at its deadline when nobody answers', async () => {
    const { orderId, createdAt, approvalDeadline } = await create();
    expect(approvalDeadline!.getTime() - createdAt!.getTime()).toBe(DEADLINE_SECONDS * 1_000);
    await service.database.query('update orders set due_at = now(), version = version + 1 where id = $1', [orderId]);
    expect(await reaches(orderId, 'REJECTED')).toMatchObject({ reason: 'CREATION_DEADLINE_PASSED' });
  });

  it('rejects it at once when the consumer cancels, and stays so when the yes comes late', async () => {
    const { orderId } = await create();
    const cancelled = await service.call(OrderGrpc.OrderServiceService.cancelOrder, { orderId, idempotencyKey: '' }, jane);
    expect(cancelled).toMatchObject({ state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER' });
    await service.publish(authorizationEvents.AccountAuthorized, orderId, { orderId, accountId: jane.id, amount: undefined });
    const { orderId: later } = await create();
    await service.publish(authorizationEvents.AccountAuthorized, later, { orderId: later, accountId: jane.id, amount: undefined });
    await reaches(later, 'APPROVED');
    expect(await get(orderId)).toMatchObject({ state: 'REJECTED', reason: 'CANCELLED_BY_CONSUMER' });
  });

  it('follows the menu', async () => {
    const added = randomUUID();
    await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, {
      restaurantId,
      version: 2,
      menu: [
        { menuItemId, name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' } },
        { menuItemId: added, name: 'Raita', price: { amount: 250, currency: 'USD' } },
      ],
    });
    const order = await eventually(() => create({ ...request(), lineItems: [{ menuItemId: added, quantity: 1 }] }));
    expect(order.orderTotal).toEqual({ amount: 250, currency: 'USD' });
  });

  it('answers a repeated request with the first answer, and refuses its key with another request', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all([create(request(key)), create(request(key))]);
    expect(second).toEqual(first);
    await expect(create(request(key, 3))).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  it('shows an order to its consumer only', async () => {
    const { orderId } = await create();
    await expect(get(orderId, eve)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(create(request(), { id: randomUUID(), role: 'courier' })).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    expect((await service.get(`/v1/orders/${orderId}`, jane)).body).toMatchObject({ orderId });
    expect((await service.get(`/v1/orders/${orderId}`, eve)).status).toBe(404);
    expect((await service.get(`/v1/orders/${orderId}`)).status).toBe(401);
  });

  it('refuses ids that are none, by name', async () => {
    await expect(create({ ...request(), restaurantId: 'ajanta' })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    await expect(get('42')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  it('says that it is alive and ready', async () => {
    expect(await service.get('/livez')).toMatchObject({ status: 200 });
    await eventually(async () => expect(await service.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } }));
  });
});
