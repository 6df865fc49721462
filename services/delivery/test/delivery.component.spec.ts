import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { courierEvents, deliveryCommands, deliveryEvents, DeliveryGrpc } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents, orderReplies } from '@ftgo/order-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';
import { expectAllAsTheirEventsSay } from './rebuilt.ts';

const rpc = DeliveryGrpc.DeliveryServiceService;

let delivery: ServiceUnderTest;
beforeAll(async () => {
  delivery = await ServiceUnderTest.start('delivery', deliveryService, channels);
}, 60_000);
afterAll(() => delivery?.stop());

const operator: Caller = { id: newId(), role: 'operator' };

describe('the delivery of an order', () => {
  const deliveryAddress = { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
  const anOrder = (): OrderEvents.OrderApproved => ({
    orderId: newId(),
    consumerId: newId(),
    restaurantId: newId(),
    deliveryAddress,
    deliveryTime: undefined,
  });
  const approve = (order: OrderEvents.OrderApproved) => delivery.publish(orderEvents.OrderApproved, order.orderId, order);
  const reject = ({ orderId, consumerId, restaurantId }: OrderEvents.OrderApproved) =>
    delivery.publish(orderEvents.OrderRejected, orderId, { orderId, consumerId, restaurantId, reason: 'CREDIT_LIMIT_EXCEEDED', detail: '' });
  const cancel = ({ orderId, consumerId, restaurantId }: OrderEvents.OrderApproved) =>
    delivery.publish(orderEvents.OrderCancelled, orderId, { orderId, consumerId, restaurantId, reason: 'BY_RESTAURANT', detail: '' });
  const consumerOf = (order: OrderEvents.OrderApproved): Caller => ({ id: order.consumerId, role: 'consumer' });
  const query = (order: OrderEvents.OrderApproved, caller?: Caller) =>
    delivery.call(rpc.getDelivery, { orderId: order.orderId }, caller);
  /** The log tells of a commit before others see it: what is read next is waited for. */
  const told = (order: OrderEvents.OrderApproved, ...types: string[]) =>
    eventually(() => expect(delivery.toldOf(order.orderId).map(({ type }) => type)).toEqual(types));

  it('is created when the order is approved', async () => {
    const order = anOrder();
    await approve(order);
    await told(order, deliveryEvents.DeliveryCreated.name);
    const { orderId, consumerId, restaurantId } = order;
    expect(delivery.toldOf(orderId)[0]!.body).toEqual({ orderId, restaurantId, deliveryAddress });
    const document = { orderId, consumerId, restaurantId, state: 'PENDING', deliveryAddress, version: 1 };
    await eventually(async () => expect(await query(order, consumerOf(order))).toEqual(document));
    expect(await delivery.get(`/v1/deliveries/${orderId}`, consumerOf(order))).toEqual({ status: 200, body: document });
  });

  it.each([
    ['rejected', reject],
    ['cancelled', cancel],
  ])('is cancelled when the order is %s', async (_, end) => {
    const order = anOrder();
    await approve(order);
    await end(order);
    await told(order, deliveryEvents.DeliveryCreated.name, deliveryEvents.DeliveryCancelled.name);
    await eventually(async () => expect(await query(order, operator)).toMatchObject({ state: 'CANCELLED', deliveryAddress, version: 2 }));
  });

  it('is not created when word of the approval comes after word of the end', async () => {
    const order = anOrder();
    await reject(order);
    await approve(order);
    const after = anOrder();
    // Of the same key, so behind them.
    await delivery.publish(orderEvents.OrderCancelled, order.orderId, { ...after, reason: '', detail: '' });
    await told(after);
    await eventually(async () => expect(await query(after, operator)).toMatchObject({ state: 'CANCELLED' }));
    await told(order, deliveryEvents.DeliveryCancelled.name);
    expect(await query(order, operator)).toMatchObject({ state: 'CANCELLED', version: 1 });
  });

  it('is not created twice by a message that comes twice', async () => {
    const order = anOrder();
    const id = newId();
    await delivery.publish(orderEvents.OrderApproved, order.orderId, order, id);
    await delivery.publish(orderEvents.OrderApproved, order.orderId, order, id);
    await approve(order);
    await reject(order);
    await told(order, deliveryEvents.DeliveryCreated.name, deliveryEvents.DeliveryCancelled.name);
  });

  it('is kept from being picked up, is let go, and is cancelled, as the saga commands, and answers each step', async () => {
    const order = anOrder();
    const { orderId } = order;
    await approve(order);
    await told(order, deliveryEvents.DeliveryCreated.name);
    const isIn = (state: string) => eventually(async () => expect(await query(order, operator)).toMatchObject({ state }));
    const commanded = (type: keyof typeof deliveryCommands, sagaId: string, step: string, undoes = '') =>
      delivery.command(deliveryCommands[type], orderId, { orderId, saga: { sagaId, step, attempt: 1, undoes } }, orderReplies.StepDone.channel);
    const [undone, confirmed] = [newId(), newId()];
    await commanded('BeginCancelDelivery', undone, 'BEGIN');
    await isIn('CANCEL_PENDING');
    await commanded('UndoBeginCancelDelivery', undone, 'UNDO_BEGIN', 'BEGIN');
    await isIn('PENDING');
    await commanded('BeginCancelDelivery', confirmed, 'BEGIN');
    await commanded('ConfirmCancelDelivery', confirmed, 'CONFIRM');
    await isIn('CANCELLED');
    const steps = () => delivery.toldOf(orderId).filter(({ type }) => type === orderReplies.StepDone.name);
    await eventually(() => expect(steps()).toHaveLength(4));
    expect(steps().map(({ body }) => (body as { saga: { step: string } }).saga.step)).toEqual(['BEGIN', 'UNDO_BEGIN', 'BEGIN', 'CONFIRM']);
    await eventually(() => expect(delivery.toldOf(orderId).filter(({ type }) => type === deliveryEvents.DeliveryCancelled.name)).toHaveLength(1));
  });

  it('is nobody’s business but the consumer’s and the operators’', async () => {
    const order = anOrder();
    await approve(order);
    await told(order, deliveryEvents.DeliveryCreated.name);
    const stranger: Caller = { id: newId(), role: 'consumer' };
    const courier: Caller = { id: newId(), role: 'courier' };
    await expect(refused(query(order, stranger))).resolves.toMatchObject({ kind: 'not-found', code: 'DELIVERY_NOT_FOUND' });
    await expect(refused(query(order, courier))).resolves.toMatchObject({ kind: 'not-found' });
    await expect(refused(query(order))).resolves.toMatchObject({ kind: 'unauthenticated' });
    expect(await delivery.get(`/v1/deliveries/${order.orderId}`, stranger)).toMatchObject({ status: 404, body: { code: 'DELIVERY_NOT_FOUND' } });
    expect(await delivery.get(`/v1/deliveries/${order.orderId}`)).toMatchObject({ status: 401 });
  });

  it('counts in the books, which are for operators', async () => {
    const order = anOrder();
    await approve(order);
    await eventually(async () => {
      const { byState, deadLetters } = await delivery.call(rpc.getBooks, {}, operator);
      expect(byState.find(({ state }) => state === 'PENDING')?.deliveries).toBeGreaterThan(0);
      expect(deadLetters).toBe(0);
    });
    await expect(refused(delivery.call(rpc.getBooks, {}, consumerOf(order)))).resolves.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a courier', () => {
  const details = () => ({ name: 'Kim Lee', email: `${newId()}@ftgo.example`, password: 'ftgo-demo', idempotencyKey: newId() });
  const create = (of: DeliveryGrpc.CreateCourierRequest, caller: Caller | undefined = operator) => delivery.call(rpc.createCourier, of, caller);
  const as = ({ courierId }: DeliveryGrpc.Courier): Caller => ({ id: courierId, role: 'courier' });

  it('is created by an operator, and signs in', async () => {
    const of = details();
    const courier = await create(of);
    expect(courier).toEqual({ courierId: expect.any(String), name: of.name, email: of.email, available: false });
    const { email, password } = of;
    expect(await delivery.call(rpc.verifyCredentials, { email, password })).toEqual({ userId: courier.courierId, role: 'courier' });
    const wrong = refused(delivery.call(rpc.verifyCredentials, { email, password: 'guessed-it' }));
    await expect(wrong).resolves.toMatchObject({ kind: 'unauthenticated', code: 'WRONG_CREDENTIALS' });
  });

  it('is created once under one key, and by nobody but operators', async () => {
    const of = details();
    const courier = await create(of);
    expect(await create(of)).toEqual(courier);
    await expect(refused(create({ ...of, name: 'Somebody Else' }))).resolves.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await expect(refused(create(details(), as(courier)))).resolves.toMatchObject({ kind: 'forbidden' });
    await expect(refused(create({ ...of, idempotencyKey: newId() }))).resolves.toMatchObject({ code: 'EMAIL_TAKEN', field: '/email' });
    await expect(refused(create({ ...details(), name: '' }))).resolves.toMatchObject({ kind: 'invalid', field: '/name' });
  });

  it('goes on duty and off again, and the world hears of it', async () => {
    const courier = await create(details());
    const { courierId } = courier;
    const set = (available: boolean, caller: Caller, id = courierId) =>
      delivery.call(rpc.setAvailability, { courierId: id, available, idempotencyKey: newId() }, caller);
    expect(await set(true, as(courier))).toMatchObject({ available: true });
    expect(await set(false, operator)).toMatchObject({ available: false });
    const { CourierCreated, CourierAvailabilityChanged } = courierEvents;
    await eventually(() =>
      expect(delivery.toldOf(courierId)).toEqual([
        { type: CourierCreated.name, body: { courierId, name: courier.name } },
        { type: CourierAvailabilityChanged.name, body: { courierId, available: true } },
        { type: CourierAvailabilityChanged.name, body: { courierId } },
      ]),
    );
    await expect(refused(set(true, { id: newId(), role: 'courier' }))).resolves.toMatchObject({ kind: 'forbidden' });
    await expect(refused(set(true, operator, newId()))).resolves.toMatchObject({ code: 'COURIER_NOT_FOUND' });
    await expect(refused(set(true, operator, 'no such id'))).resolves.toMatchObject({ code: 'COURIER_NOT_FOUND' });
  });

  it('is seen by themselves and by operators, over gRPC and REST', async () => {
    const courier = await create(details());
    const { courierId } = courier;
    expect(await delivery.call(rpc.getCourier, { courierId }, as(courier))).toEqual(courier);
    expect(await delivery.get(`/v1/couriers/${courierId}`, operator)).toEqual({ status: 200, body: courier });
    expect(await delivery.get(`/v1/couriers/${courierId}`, { id: newId(), role: 'courier' })).toMatchObject({ status: 403 });
    expect(await delivery.get(`/v1/couriers/${newId()}`, operator)).toMatchObject({ status: 404, body: { code: 'COURIER_NOT_FOUND' } });
  });
});

it('what is kept beside the deliveries’ events is what they say (T7)', () => expectAllAsTheirEventsSay(delivery.database, 5));

async function refused(call: Promise<unknown>) {
  const answer = await call.then(
    (body) => ({ answered: body }),
    (error) => refusalOf(error) ?? error,
  );
  return answer;
}
