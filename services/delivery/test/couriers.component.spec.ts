import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { deliveryCommands, deliveryEvents, deliveryOffers, deliveryReplies, DeliveryGrpc } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents, orderReplies } from '@ftgo/order-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';
import { Town, door, kitchen } from './town.mother.ts';

const rpc = DeliveryGrpc.DeliveryServiceService;
const operator: Caller = { id: newId(), role: 'operator' };

let delivery: ServiceUnderTest;
let town: Town;
let onDuty: Caller[] = [];
beforeAll(async () => {
  delivery = await ServiceUnderTest.start('delivery', deliveryService, channels, {
    FTGO_OFFER_WINDOW_SECONDS: '1.5',
    FTGO_COURIER_DEADLINE_SECONDS: '20',
    FTGO_COURIER_CAPACITY: '2',
  });
  town = new Town(delivery);
  await town.opens();
}, 60_000);
afterEach(async () => {
  for (const courier of onDuty) await town.goes(courier, 'off duty');
  onDuty = [];
});
afterAll(() => delivery?.stop());

/** On duty for one test. */
async function aCourier(at?: { lat: number; lng: number }): Promise<Caller> {
  const courier = await town.courier(at);
  onDuty.push(courier);
  return courier;
}
const told = (key: string) => delivery.toldOf(key).map(({ type }) => type.split('.')[2]);
async function scheduledTo(courier: Caller): Promise<OrderEvents.OrderApproved> {
  const order = await town.acceptedOrder();
  await town.isIn(order, 'OFFERED');
  await town.accepts(courier, order);
  await town.isIn(order, 'SCHEDULED');
  return order;
}

describe('an order that is approved and accepted', () => {
  it('is offered, given to a courier who accepts, picked up and delivered', async () => {
    const kim = await aCourier();
    const order = await town.acceptedOrder();
    await town.isIn(order, 'OFFERED');
    expect(await town.offersTo(kim)).toContain(order.orderId);
    const answer = await town.accepts(kim, order);
    expect(answer).toMatchObject({ orderId: order.orderId, courierId: kim.id, accepted: true });
    expect(answer.addedTravelSeconds).toBeGreaterThan(300);
    expect(await town.isIn(order, 'SCHEDULED')).toMatchObject({ courierId: kim.id, position: { lat: kitchen.lat, lng: kitchen.lng } });
    expect(await town.planOf(kim)).toEqual([`PICK_UP ${order.orderId}`, `DELIVER ${order.orderId}`]);

    expect(await town.pickUp(kim, order)).toMatchObject({ state: 'PICKED_UP' });
    expect(await town.planOf(kim)).toEqual([`DELIVER ${order.orderId}`]);
    expect(await town.deliver(kim, order)).toMatchObject({ state: 'DELIVERED' });
    expect(await town.planOf(kim)).toEqual([]);
    await eventually(() =>
      expect(told(order.orderId)).toEqual([
        'DeliveryCreated', 'DeliveryOffered', 'OfferAccepted', 'DeliveryScheduled', 'OfferClosed', 'DeliveryPickedUp', 'DeliveryDelivered',
      ]),
    );
    expect((await delivery.hears(deliveryOffers.DeliveryOffered, order.orderId)).pickUpAddress).toEqual(kitchen);
    expect(await delivery.hears(deliveryReplies.OfferAccepted, order.orderId)).toMatchObject({ courierId: kim.id });
  });

  it('is offered also where word of the acceptance comes first', async () => {
    const order = { orderId: newId(), consumerId: newId(), restaurantId: (await town.order()).restaurantId, deliveryAddress: door, deliveryTime: undefined };
    await town.accept(order);
    await town.isIn(order, 'EXPECTED');
    await delivery.publish(orderEvents.OrderApproved, order.orderId, order);
    await town.isIn(order, 'OFFERED');
  });

  it('is given to the one of several whom it takes least out of the way', async () => {
    const far = await aCourier({ lat: 37.9, lng: -122.4 });
    const close = await aCourier();
    const farther = await aCourier({ lat: 38, lng: -122.5 });
    const order = await town.acceptedOrder(new Date());
    await town.isIn(order, 'OFFERED');
    for (const courier of [far, close, farther]) await town.accepts(courier, order);
    expect(await town.isIn(order, 'SCHEDULED')).toMatchObject({ courierId: close.id });
    expect(await town.planOf(far)).toEqual([]);
  });

  it('is remembered with all that happened, and as it was at any time', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    await town.pickUp(kim, order);
    const { entries } = await delivery.call(rpc.getDeliveryHistory, { orderId: order.orderId }, operator);
    expect(entries.map(({ type }) => type)).toEqual([
      'DeliveryCreated', 'FoodPromised', 'CourierSought', 'DeliveryOffered', 'OfferAnswered', 'DeliveryScheduled', 'DeliveryPickedUp',
    ]);
    const scheduled = entries.find(({ type }) => type === 'DeliveryScheduled')!;
    const then = await delivery.call(rpc.getDelivery, { orderId: order.orderId, at: scheduled.at }, operator);
    expect(then).toMatchObject({ state: 'SCHEDULED', version: scheduled.version, courierId: kim.id });
  });
});

describe('a delivery that nobody takes', () => {
  it('waits, and is offered again when a courier comes on duty', async () => {
    const order = await town.acceptedOrder();
    await town.isIn(order, 'OFFERED');
    await town.isIn(order, 'PENDING');
    await aCourier();
    await town.isIn(order, 'OFFERED');
    expect(told(order.orderId).filter((type) => type === 'DeliveryOffered')).toHaveLength(2);
  });

  it('is not given to one who declines', async () => {
    const kim = await aCourier();
    const order = await town.acceptedOrder();
    await town.isIn(order, 'OFFERED');
    await town.declines(kim, order);
    expect(await town.offersTo(kim)).not.toContain(order.orderId);
    await town.isIn(order, 'PENDING');
    expect(await town.planOf(kim)).toEqual([]);
  });

  it('fails when its time is over, and is not brought to life by anything', async () => {
    const order = await town.acceptedOrder();
    expect(await eventually(() => town.isIn(order, 'FAILED'), { within: 40_000 })).toMatchObject({ failureReason: 'NO_COURIER' });
    expect(await delivery.hears(deliveryEvents.DeliveryFailed, order.orderId)).toMatchObject({ reason: 'NO_COURIER' });
    await delivery.publish(orderEvents.OrderCancelled, order.orderId, { ...order, reason: 'NO_COURIER', detail: '' });
    await aCourier();
    await town.isIn(order, 'FAILED');
  }, 60_000);
});

describe('a courier', () => {
  it('has no more deliveries in the plan than there is room for', async () => {
    const kim = await aCourier();
    await scheduledTo(kim);
    await scheduledTo(kim);
    const third = await town.acceptedOrder();
    await town.isIn(third, 'OFFERED');
    expect(await town.offersTo(kim)).toEqual([]);
    expect(await refused(town.accepts(kim, third))).toMatchObject({ code: 'NO_ROOM_IN_PLAN' });
  });

  it('who drops out loses what is not picked up, which is offered again, and brings the rest', async () => {
    const kim = await aCourier();
    const [kept, lost] = [await scheduledTo(kim), await scheduledTo(kim)];
    await town.pickUp(kim, kept);
    await town.goes(kim, 'off duty');
    await eventually(async () => expect(await town.planOf(kim)).toEqual([`DELIVER ${kept.orderId}`]));
    await town.isIn(lost, 'PENDING');
    await aCourier();
    await town.isIn(lost, 'OFFERED');
    expect(await town.deliver(kim, kept)).toMatchObject({ state: 'DELIVERED' });
  });

  it('sees and does nothing of what is in another’s plan', async () => {
    const [kim, lee] = [await aCourier(), await aCourier()];
    const order = await scheduledTo(kim);
    for (const attempt of [town.pickUp(lee, order), town.deliver(lee, order), delivery.call(rpc.getDelivery, { orderId: order.orderId }, lee)]) {
      expect(await refused(attempt)).toMatchObject({ code: 'DELIVERY_NOT_FOUND' });
    }
    expect(await refused(town.accepts(lee, order))).toMatchObject({ code: 'OFFER_CLOSED' });
  });

  it('who comes to the door is told to be near, once', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    await town.pickUp(kim, order);
    const isAt = (lat: number, lng: number) => delivery.call(rpc.reportPosition, { courierId: kim.id, lat, lng }, kim);
    await eventually(async () => {
      await isAt(door.lat + 0.0001, door.lng);
      expect(await delivery.call(rpc.getDelivery, { orderId: order.orderId }, kim)).toMatchObject({ near: true });
    });
    expect(await refused(isAt(91, 0))).toMatchObject({ field: '/lat' });
  });
});

describe('an order that is cancelled', () => {
  const step = (sagaId: string, name: string, undoes = '') => ({ sagaId, step: name, attempt: 1, undoes });
  const commanded = async (type: keyof typeof deliveryCommands, order: OrderEvents.OrderApproved, saga: ReturnType<typeof step>) => {
    await delivery.command(deliveryCommands[type], order.orderId, { orderId: order.orderId, saga }, orderReplies.StepDone.channel);
    await eventually(() => expect(delivery.toldOf(order.orderId).map(({ body }) => body)).toContainEqual(expect.objectContaining({ saga: expect.objectContaining({ step: saga.step, sagaId: saga.sagaId }) })));
  };

  it('leaves its courier’s plan, and cannot be picked up meanwhile', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    const sagaId = newId();
    await commanded('BeginCancelDelivery', order, step(sagaId, 'BEGIN'));
    expect(await refused(town.pickUp(kim, order))).toMatchObject({ code: 'DELIVERY_CANCEL_PENDING' });
    await commanded('ConfirmCancelDelivery', order, step(sagaId, 'CONFIRM'));
    await town.isIn(order, 'CANCELLED');
    expect(await town.planOf(kim)).toEqual([]);
  });

  it('is not, once it is picked up', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    await town.pickUp(kim, order);
    await commanded('BeginCancelDelivery', order, step(newId(), 'BEGIN'));
    expect(await delivery.hears(orderReplies.StepRefused, order.orderId)).toMatchObject({ code: 'DELIVERY_PICKED_UP' });
    await town.isIn(order, 'PICKED_UP');
  });
});

async function refused(call: Promise<unknown>) {
  return call.then(
    (body) => ({ answered: body }),
    (error) => refusalOf(error) ?? error,
  );
}
