import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { deliveryCommands, deliveryOffers, deliveryReplies, DeliveryGrpc } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents, orderReplies } from '@ftgo/order-api';
import { refusalOf } from '@ftgo/service-runtime';
import { Metadata, type ServiceError, credentials, status } from '@grpc/grpc-js';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';
import { expectAllAsTheirEventsSay } from './rebuilt.ts';
import { Town, door, kitchen } from './town.mother.ts';

const rpc = DeliveryGrpc.DeliveryServiceService;
const operator: Caller = { id: newId(), role: 'operator' };

let delivery: ServiceUnderTest;
let client: DeliveryGrpc.DeliveryServiceClient;
let town: Town;
let onDuty: Caller[] = [];
beforeAll(async () => {
  let port: string | undefined;
  const define = (env: NodeJS.ProcessEnv) => {
    port = env['FTGO_GRPC_PORT'];
    return deliveryService(env);
  };
  delivery = await ServiceUnderTest.start('delivery', define, channels, {
    FTGO_OFFER_WINDOW_SECONDS: '1',
    FTGO_OFFER_AGAIN_SECONDS: '1',
  });
  client = new DeliveryGrpc.DeliveryServiceClient(`127.0.0.1:${port}`, credentials.createInsecure());
  town = new Town(delivery);
  await town.opens();
}, 60_000);
afterEach(async () => {
  for (const courier of onDuty) await town.goes(courier, 'off duty');
  onDuty = [];
  await town.closes();
});
afterAll(async () => {
  client?.close();
  await delivery?.stop();
});

/** On duty for one test. */
async function aCourier(at?: { lat: number; lng: number }): Promise<Caller> {
  const courier = await town.courier(at);
  onDuty.push(courier);
  return courier;
}
const told = (key: string) => delivery.toldOf(key).map(({ type }) => type.split('.')[2]!);
async function scheduledTo(courier: Caller): Promise<OrderEvents.OrderApproved> {
  const order = await town.acceptedOrder();
  await town.takes(courier, order);
  return order;
}

/** What the stream tells, state by state, and how it ends. */
async function track(orderId: string, caller: Caller, afterVersion = 0) {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${await delivery.tokenOf(caller)}`);
  const seen: DeliveryGrpc.Delivery[] = [];
  const stream = client.trackDelivery({ orderId, afterVersion }, metadata);
  const ended = new Promise<string>((resolve) => {
    stream.on('data', (each: DeliveryGrpc.Delivery) => seen.push(each));
    stream.on('end', () => resolve('ended'));
    stream.on('error', ({ code }: ServiceError) => resolve(status[code]!));
  });
  return { seen, ended, stop: () => stream.cancel() };
}

describe('an order that is approved and accepted', () => {
  it('is offered, given to a courier who accepts, picked up and delivered', async () => {
    const kim = await aCourier();
    const order = await town.acceptedOrder();
    await eventually(async () => expect(await town.offersTo(kim)).toContain(order.orderId));
    expect(await town.takes(kim, order)).toMatchObject({ courierId: kim.id, position: { lat: kitchen.lat, lng: kitchen.lng } });
    expect(await town.planOf(kim)).toEqual([`PICK_UP ${order.orderId}`, `DELIVER ${order.orderId}`]);

    expect(await town.pickUp(kim, order)).toMatchObject({ state: 'PICKED_UP' });
    expect(await town.planOf(kim)).toEqual([`DELIVER ${order.orderId}`]);
    expect(await town.deliver(kim, order)).toMatchObject({ state: 'DELIVERED' });
    expect(await town.planOf(kim)).toEqual([]);
    // Offers, replies and events are three channels, and between channels there is no order.
    const toldLast = (...types: string[]) => told(order.orderId).filter((type) => types.includes(type)).slice(-types.length);
    for (const types of [['DeliveryOffered', 'OfferClosed'], ['OfferAccepted'], ['DeliveryScheduled', 'DeliveryPickedUp', 'DeliveryDelivered']]) {
      await eventually(() => expect(toldLast(...types)).toEqual(types));
    }
    expect((await delivery.hears(deliveryOffers.DeliveryOffered, order.orderId)).pickUpAddress).toEqual(kitchen);
    const answer = await delivery.hears(deliveryReplies.OfferAccepted, order.orderId);
    expect(answer).toMatchObject({ orderId: order.orderId, courierId: kim.id });
    expect(answer.addedTravelSeconds).toBeGreaterThan(300);
  });

  it('is offered also where word of the acceptance comes first', async () => {
    const order = { orderId: newId(), consumerId: newId(), restaurantId: (await town.order()).restaurantId, deliveryAddress: door, deliveryTime: undefined };
    await town.accept(order);
    await town.isIn(order, 'EXPECTED');
    await delivery.publish(orderEvents.OrderApproved, order.orderId, order);
    // Nobody is on duty, and in a second it is not offered any more.
    await delivery.hears(deliveryOffers.DeliveryOffered, order.orderId);
  });

  it('is remembered with all that happened, and as it was at any time', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    await town.pickUp(kim, order);
    const { entries } = await delivery.call(rpc.getDeliveryHistory, { orderId: order.orderId }, operator);
    const types = entries.map(({ type }) => type);
    expect([...new Set(types)].filter((type) => type !== 'OfferExpired')).toEqual([
      'DeliveryCreated', 'FoodPromised', 'CourierSought', 'DeliveryOffered', 'OfferAnswered', 'DeliveryScheduled', 'DeliveryPickedUp',
    ]);
    expect(entries.map(({ version }) => version)).toEqual(types.map((_, i) => i + 1));
    const scheduled = entries.find(({ type }) => type === 'DeliveryScheduled')!;
    const then = await delivery.call(rpc.getDelivery, { orderId: order.orderId, at: scheduled.at }, operator);
    expect(then).toMatchObject({ state: 'SCHEDULED', version: scheduled.version, courierId: kim.id });
  });
});

describe('a delivery that nobody takes', () => {
  it('waits, and is offered again when a courier comes on duty', async () => {
    const order = await town.acceptedOrder();
    await delivery.hears(deliveryOffers.OfferClosed, order.orderId);
    await town.isIn(order, 'PENDING');
    await town.takes(await aCourier(), order);
    await eventually(() => expect(told(order.orderId).filter((type) => type === 'DeliveryOffered').length).toBeGreaterThan(1));
  });

});

describe('a courier', () => {
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

describe('who follows a delivery', () => {
  it('sees it come, with position and times, and what they missed when they come back', async () => {
    const kim = await aCourier();
    const order = await scheduledTo(kim);
    const jane: Caller = { id: order.consumerId, role: 'consumer' };
    const { version } = await town.isIn(order, 'SCHEDULED');
    const first = await track(order.orderId, jane, version - 1);
    await eventually(() => expect(first.seen).toMatchObject([{ state: 'SCHEDULED', version, position: { lat: kitchen.lat }, deliverAt: expect.any(Date) }]));
    await town.pickUp(kim, order);
    await eventually(() => expect(first.seen.at(-1)).toMatchObject({ state: 'PICKED_UP', version: version + 1 }));
    await eventually(async () => {
      await delivery.call(rpc.reportPosition, { courierId: kim.id, lat: 37.81, lng: -122.25 }, kim);
      expect(first.seen.at(-1)?.position).toMatchObject({ lat: 37.81, lng: -122.25 });
    });
    first.stop();
    await town.deliver(kim, order);
    const second = await track(order.orderId, jane, version);
    expect(await second.ended).toBe('ended');
    expect(second.seen.map(({ state }) => state)).toEqual(['PICKED_UP', 'DELIVERED']);
  });

  it('is its consumer, its courier or an operator', async () => {
    const order = await town.order();
    await town.isIn(order, 'PENDING');
    const stranger = await track(order.orderId, { id: newId(), role: 'consumer' });
    expect(await stranger.ended).toBe('NOT_FOUND');
  });
});

describe('a courier who rides with a stream open (S10)', () => {
  it('hears of offers and of their plan, answers, and is followed, all on one stream', async () => {
    const kim = await aCourier();
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${await delivery.tokenOf(kim)}`);
    const stream = client.ride(metadata);
    const heard: DeliveryGrpc.CourierInstruction[] = [];
    stream.on('data', (each: DeliveryGrpc.CourierInstruction) => heard.push(each));
    const ended = new Promise((done, failed) => stream.on('end', done).on('error', failed));
    ended.catch(() => undefined);
    const plan = () => heard.findLast((each) => each.plan)?.plan?.stops.map(({ action }) => action);
    await eventually(() => expect(heard).toContainEqual({ plan: expect.objectContaining({ courierId: kim.id, stops: [] }) }));

    const order = await town.acceptedOrder();
    const offers = () => heard.filter(({ offer }) => offer?.orderId === order.orderId).length;
    let answered = 0;
    await eventually(
      () => {
        // Each offer is answered once; one that closed before is made again.
        for (; answered < offers(); answered++) stream.write({ answer: { orderId: order.orderId, accepted: true } });
        expect(plan()).toEqual(['PICK_UP', 'DELIVER']);
      },
      { within: 40_000 },
    );
    stream.write({ answer: { orderId: order.orderId, accepted: true } });
    await eventually(() => expect(heard).toContainEqual({ refused: expect.objectContaining({ orderId: order.orderId, code: 'OFFER_CLOSED' }) }));

    await town.pickUp(kim, order);
    await eventually(() => expect(plan()).toEqual(['DELIVER']));
    await eventually(async () => {
      stream.write({ position: { lat: door.lat, lng: door.lng } });
      expect(await town.isIn(order, 'PICKED_UP')).toMatchObject({ near: true, position: { lat: door.lat } });
    });
    stream.end();
    await ended;
  }, 60_000);
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

it('what is kept beside the deliveries’ events is what they say (T7)', () => expectAllAsTheirEventsSay(delivery.database, 10));

async function refused(call: Promise<unknown>) {
  return call.then(
    (body) => ({ answered: body }),
    (error) => refusalOf(error) ?? error,
  );
}
