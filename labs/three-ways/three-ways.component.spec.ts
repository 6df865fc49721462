import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { OrderGrpc, orderEvents, orderReplies } from '@ftgo/order-api';
import { restaurantEvents } from '@ftgo/restaurant-api';
import type { ServiceDefinition } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { status } from '@grpc/grpc-js';
import type { OrderConfig } from '../../services/order/src/config.ts';
import { janesAddress } from '../../services/order/src/order/domain/order.mother.ts';
import { channels } from '../../services/order/test/channels.ts';
import { orchestratingOrder } from './orchestrated/order.ts';
import { type Step, consumerSteps, kitchenSteps } from './steps.ts';
import { callingOrder } from './synchronous/order.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const wish = { restaurantId, lineItems: [{ menuItemId, quantity: 2 }], deliveryAddress: janesAddress, deliveryTime: undefined, idempotencyKey: '' };
const NOBODY = '127.0.0.1:1';

let service: ServiceUnderTest;

/** The order service alone: nobody takes a step. */
async function startAlone(define: (env: NodeJS.ProcessEnv) => ServiceDefinition<OrderConfig>): Promise<void> {
  service = await ServiceUnderTest.start('order', define, channels, { FTGO_CONSUMER_GRPC: NOBODY, FTGO_RESTAURANT_GRPC: NOBODY });
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
  await eventually(async () => {
    const menuIsKnown = await service.database.query('select 1 from menus');
    expect(menuIsKnown).toHaveLength(1);
  });
}

const create = (): Promise<OrderGrpc.Order> => service.call(OrderGrpc.OrderServiceService.createOrder, wish, jane);
const reaches = (orderId: string, state: string): Promise<OrderGrpc.Order> =>
  eventually(async () => {
    const order = await service.call(OrderGrpc.OrderServiceService.getOrder, { orderId }, jane);
    expect(order.state).toBe(state);
    return order;
  });

afterAll(() => service?.stop());

describe('an order service that orchestrates', () => {
  beforeAll(() => startAlone(orchestratingOrder));
  afterAll(() => service.stop());

  const answers = (orderId: string, step: Step): Promise<string> =>
    service.publish(orderReplies.StepDone, orderId, { saga: { sagaId: orderId, step, attempt: 1, undoes: '' } });

  it('takes an order while nobody else is there, and asks for one step after the other', async () => {
    const { orderId } = await create();
    expect(await service.hears(consumerSteps.VerifyConsumer, orderId)).toMatchObject({ order: { orderId, restaurantId } });
    expect(service.typesOf(orderId)).not.toContain(kitchenSteps.CreateTicket.name);
    await answers(orderId, 'VERIFY_CONSUMER');
    await service.hears(kitchenSteps.CreateTicket, orderId);
    await answers(orderId, 'CREATE_TICKET');
    await service.hears(consumerSteps.AuthorizeAccount, orderId);
    await answers(orderId, 'AUTHORIZE_ACCOUNT');
    await reaches(orderId, 'APPROVED');
    await service.hears(orderEvents.OrderApproved, orderId);
    expect(service.typesOf(orderId)).not.toContain(orderEvents.OrderCreated.name);
  });

  it('rejects it with the reason of whoever refuses, and goes no further', async () => {
    const { orderId } = await create();
    const saga = { sagaId: orderId, step: 'VERIFY_CONSUMER', attempt: 1, undoes: '' };
    await service.publish(orderReplies.StepRefused, orderId, { saga, code: 'CONSUMER_SUSPENDED', detail: 'The consumer may not order.' });
    expect(await reaches(orderId, 'REJECTED')).toMatchObject({ reason: 'CONSUMER_SUSPENDED' });
    await service.hears(orderEvents.OrderRejected, orderId);
    await answers(orderId, 'VERIFY_CONSUMER');
    const { orderId: later } = await create();
    await service.hears(consumerSteps.VerifyConsumer, later);
    expect(service.typesOf(orderId)).not.toContain(kitchenSteps.CreateTicket.name);
  });
});

describe('an order service that calls', () => {
  beforeAll(() => startAlone(callingOrder));

  it('takes no order while nobody else is there', async () => {
    await expect(create()).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
    expect(await service.database.query('select state, reason from orders')).toEqual([{ state: 'REJECTED', reason: 'AWAY' }]);
  });
});
