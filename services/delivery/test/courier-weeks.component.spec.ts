import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { DeliveryGrpc, deliveryEvents } from '@ftgo/delivery-api';
import { OperationsGrpc } from '@ftgo/operations-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { isoWeek } from '../src/courier/domain/iso-week.ts';
import { metersBetween } from '../src/courier/domain/place.ts';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';
import { expectAllAsTheirEventsSay } from './rebuilt.ts';
import { Town, door, kitchen } from './town.mother.ts';

const { getCourierWeek } = DeliveryGrpc.DeliveryServiceService;
const { listViews, rebuildView } = OperationsGrpc.OperationsServiceService;
const operator: Caller = { id: newId(), role: 'operator' };
/** A window has to end, or a group to be joined and everything to be read again. */
const LONG = { within: 60_000 };

let delivery: ServiceUnderTest;
let town: Town;
beforeAll(async () => {
  delivery = await ServiceUnderTest.start('delivery', deliveryService, channels, { FTGO_OFFER_WINDOW_SECONDS: '1', FTGO_OFFER_AGAIN_SECONDS: '1' });
  town = new Town(delivery);
  await town.opens();
}, 60_000);
afterAll(() => delivery?.stop());

/** The courier brings an order from the kitchen to the door. @returns when it was there */
async function brings(courier: Caller): Promise<{ orderId: string; at: Date }> {
  const order = await town.acceptedOrder();
  await town.takes(courier, order);
  await town.pickUp(courier, order);
  const { deliverAt } = await town.deliver(courier, order);
  return { orderId: order.orderId, at: deliverAt! };
}

function weekWith(time: Date): string {
  const names = [-1, 0, 1].flatMap((years) => Array.from({ length: 53 }, (_, i) => `${time.getUTCFullYear() + years}-W${String(i + 1).padStart(2, '0')}`));
  return names.find((name) => {
    try {
      const { from, to } = isoWeek(name);
      return from <= time && time < to;
    } catch {
      return false;
    }
  })!;
}

const generations = async () => (await delivery.call(listViews, {}, operator)).generations;
const weekOf = (courier: Caller, week: string, asker = courier) => delivery.call(getCourierWeek, { courierId: courier.id, week }, asker);
const meters = metersBetween(kitchen, door);

describe('a courier’s week (T7, T8)', () => {
  let kim: Caller;
  let brought: { orderId: string; at: Date };
  let week: string;
  beforeAll(async () => {
    kim = await town.courier();
    brought = await brings(kim);
    week = weekWith(brought.at);
    await eventually(async () => expect(await weekOf(kim, week)).toMatchObject({ deliveries: 1 }), LONG);
  }, 150_000);

  it('has what they brought, how far, and that it was not late', async () => {
    const { from, to } = isoWeek(week);
    expect(await weekOf(kim, week)).toEqual({
      courierId: kim.id, week, from, to, deliveries: 1, lateDeliveries: 0, latenessSeconds: 0, distanceMeters: Math.round(meters), ridingSeconds: expect.any(Number),
    });
    expect(await weekOf(kim, '2020-W01', operator)).toMatchObject({ deliveries: 0, distanceMeters: 0 });
  });

  it('is the courier’s and the operators’ business, and one that there is', async () => {
    const refused = (call: Promise<unknown>) => call.then(() => undefined, (error) => refusalOf(error) ?? error);
    expect(await refused(weekOf(kim, week, { id: newId(), role: 'courier' }))).toMatchObject({ kind: 'forbidden' });
    expect(await refused(weekOf(kim, '2027-W53'))).toMatchObject({ code: 'INVALID_WEEK', field: '/week' });
    expect(await refused(weekOf({ id: newId(), role: 'courier' }, week, operator))).toMatchObject({ code: 'COURIER_NOT_FOUND' });
  });

  it('has a delivery once, however often it is told', async () => {
    const { orderId, at } = brought;
    const { total } = (await generations())[0]!;
    for (const courierId of [kim.id, newId()]) await delivery.publish(deliveryEvents.DeliveryDelivered, orderId, { orderId, courierId, deliveredAt: at });
    await eventually(async () => expect(await generations()).toMatchObject([{ read: total + 2, total: total + 2, deadLetters: 0 }]), LONG);
    expect(await weekOf(kim, week)).toMatchObject({ deliveries: 1 });
    expect(await delivery.database.query('select from courier_trips where order_id = $1', [orderId])).toHaveLength(1);
  });

  it('is made of the rows of one generation', async () => {
    await delivery.database.query(`insert into courier_trips select gen_random_uuid(), version, generation + 1, order_id, courier_id, picked_up_from, delivered_to,
      picked_up_at, delivered_at, expected_at from courier_trips`);
    expect(await weekOf(kim, week)).toMatchObject({ deliveries: 1 });
    await delivery.database.query('delete from courier_trips where generation > 1');
  });

  it('is made again from the log, whatever was in the old rows, and has what is brought meanwhile (M11)', async () => {
    const { generation } = (await generations())[0]!;
    await delivery.database.query(`update courier_trips set expected_at = '2020-01-01', version = version + 1`);
    expect(await weekOf(kim, week)).toMatchObject({ lateDeliveries: 1 });
    await delivery.call(rebuildView, { view: 'courier-weeks', idempotencyKey: '' }, operator);
    const meanwhile = await brings(kim);
    await eventually(async () => expect(await generations()).toMatchObject([{ generation: generation + 1, state: 'ACTIVE' }]), LONG);
    // Monday may come in between.
    const weeks = [brought, meanwhile].map(({ at }) => weekWith(at));
    for (const each of new Set(weeks)) {
      const deliveries = weeks.filter((other) => other === each).length;
      const expected = { deliveries, lateDeliveries: 0, distanceMeters: Math.round(deliveries * meters) };
      await eventually(async () => expect(await weekOf(kim, each)).toMatchObject(expected), LONG);
    }
  }, 200_000);
});

it('what is kept beside the deliveries’ events is what they say (T7)', () => expectAllAsTheirEventsSay(delivery.database, 2));
