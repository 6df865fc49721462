import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { deliveryEvents, DeliveryGrpc } from '@ftgo/delivery-api';
import { OperationsGrpc, deadLetterEvents } from '@ftgo/operations-api';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';

const rpc = OperationsGrpc.OperationsServiceService;
const operator: Caller = { id: newId(), role: 'operator' };

let delivery: ServiceUnderTest;
beforeAll(async () => {
  delivery = await ServiceUnderTest.start('delivery', deliveryService, channels);
}, 60_000);
afterAll(() => delivery?.stop());

const address = { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };
const approved = (orderId: string, deliveryAddress: typeof address | undefined): OrderEvents.OrderApproved => ({
  orderId,
  consumerId: newId(),
  restaurantId: newId(),
  deliveryAddress,
  deliveryTime: undefined,
});
const cancelled = (orderId: string) => ({ orderId, consumerId: newId(), restaurantId: newId(), reason: 'BY_RESTAURANT', detail: '' });

const list = (filter: Partial<OperationsGrpc.ListDeadLettersRequest>, caller = operator) =>
  delivery.call(rpc.listDeadLetters, { subscriber: '', key: '', state: '', page: undefined, ...filter }, caller);
const get = (deadLetterId: string, caller = operator) => delivery.call(rpc.getDeadLetter, { deadLetterId }, caller);
const replay = (deadLetterId: string, caller = operator, idempotencyKey = newId()) => delivery.call(rpc.replayDeadLetter, { deadLetterId, idempotencyKey }, caller);
const discard = (deadLetterId: string, reason: string, idempotencyKey = newId(), caller = operator) =>
  delivery.call(rpc.discardDeadLetter, { deadLetterId, reason, idempotencyKey }, caller);
const deliveryOf = (orderId: string) => delivery.call(DeliveryGrpc.DeliveryServiceService.getDelivery, { orderId }, operator);

/** An order whose approval names no address, and then what is right about it. */
async function parkedOrder(): Promise<{ orderId: string; head: string; behind: string[] }> {
  const orderId = newId();
  await delivery.publish(orderEvents.OrderApproved, orderId, approved(orderId, undefined));
  await delivery.publish(orderEvents.OrderApproved, orderId, approved(orderId, address));
  await delivery.publish(orderEvents.OrderCancelled, orderId, cancelled(orderId));
  return eventually(async () => {
    const { deadLetters } = await list({ key: orderId });
    expect(deadLetters).toHaveLength(3);
    const [head, ...behind] = deadLetters.map(({ deadLetterId }) => deadLetterId);
    return { orderId, head: head!, behind };
  });
}

describe('a message that the service cannot handle', () => {
  it('is shown to operators, with what waits behind it', async () => {
    const { orderId, head, behind } = await parkedOrder();
    const { deadLetter, record, json, behind: waiting } = await get(head);
    expect(deadLetter).toMatchObject({
      subscriber: 'delivery',
      key: orderId,
      state: 'DEAD',
      head: true,
      behind: 2,
      underWay: false,
      type: orderEvents.OrderApproved.name,
      channel: orderEvents.OrderApproved.channel,
      errorClass: 'TypeError',
      errorDetail: `the approved order ${orderId} is to be delivered nowhere`,
      attempts: 1,
    });
    expect(JSON.parse(json)).toMatchObject({ orderId });
    expect(String(record?.key)).toBe(orderId);
    expect(record?.headers.find(({ name }) => name === 'ce_type')?.value.toString()).toBe(orderEvents.OrderApproved.name);
    expect(waiting.map(({ deadLetterId }) => deadLetterId)).toEqual(behind);
    expect(waiting.map(({ state, head }) => [state, head])).toEqual([['WAITING', false], ['WAITING', false]]);
  });

  it('is told to the world', async () => {
    const { orderId, head } = await parkedOrder();
    const { record, ...news } = await delivery.hears(deadLetterEvents.DeadLettered, orderId);
    expect(news).toMatchObject({ deadLetterId: head, subscriber: 'delivery', key: orderId, errorClass: 'TypeError', attempts: 1 });
    expect(JSON.parse(String(record?.value))).toMatchObject({ orderId });
  });

  it('is replayed in vain while it is what it is', async () => {
    const { orderId, head } = await parkedOrder();
    expect(await replay(head)).toMatchObject({ state: 'DEAD', attempts: 2, behind: 2, head: true });
    await expect(refused(deliveryOf(orderId))).resolves.toMatchObject({ code: 'DELIVERY_NOT_FOUND' });
  });

  it('is discarded, and what waits behind it goes on in order', async () => {
    const { orderId, head } = await parkedOrder();
    const key = newId();
    const discarded = await discard(head, 'sent by a test', key);
    expect(discarded).toMatchObject({ state: 'DISCARDED', reason: 'sent by a test', settledBy: operator.id, behind: 0 });
    expect(await deliveryOf(orderId)).toMatchObject({ state: 'CANCELLED', deliveryAddress: address, version: 2 });
    const { DeliveryCreated, DeliveryCancelled } = deliveryEvents;
    const told = () => delivery.toldOf(orderId).map(({ type }) => type);
    const ofTheLetter = (type: string) => type === deadLetterEvents.DeadLettered.name;
    // Two channels, and between channels there is no order.
    await eventually(() => expect(told().filter((type) => !ofTheLetter(type))).toEqual([DeliveryCreated.name, DeliveryCancelled.name]));
    await eventually(() => expect(told().filter(ofTheLetter)).toHaveLength(1));
    expect(await discard(head, 'sent by a test', key)).toEqual(discarded);
    expect((await list({ key: orderId })).deadLetters).toEqual([]);
    expect((await list({ key: orderId, state: 'REPLAYED' })).deadLetters).toHaveLength(2);
    expect((await list({ key: orderId, state: 'DISCARDED' })).deadLetters).toEqual([discarded]);
  });

  it('is nobody’s business but the operators’, and settled from the head on', async () => {
    const { head, behind } = await parkedOrder();
    const jane: Caller = { id: newId(), role: 'consumer' };
    for (const call of [list({}, jane), get(head, jane), replay(head, jane), discard(head, 'mine', newId(), jane)]) {
      await expect(refused(call)).resolves.toMatchObject({ kind: 'forbidden' });
    }
    await expect(refused(replay(behind[0]!))).resolves.toMatchObject({ kind: 'conflict', code: 'NOT_THE_HEAD' });
    await expect(refused(discard(head, ' '))).resolves.toMatchObject({ kind: 'invalid', field: '/reason' });
    await expect(refused(get(newId()))).resolves.toMatchObject({ kind: 'not-found', code: 'DEAD_LETTER_NOT_FOUND' });
    await expect(refused(list({ state: 'LOST' }))).resolves.toMatchObject({ kind: 'invalid', field: '/state' });
  });

  it('is listed page by page', async () => {
    await parkedOrder();
    const all = (await list({ subscriber: 'delivery', page: { limit: 100, after: '' } })).deadLetters.map(({ deadLetterId }) => deadLetterId);
    const read: string[] = [];
    for (let after = ''; ; ) {
      const page = await list({ page: { limit: 2, after } });
      read.push(...page.deadLetters.map(({ deadLetterId }) => deadLetterId));
      if (!page.nextAfter) break;
      after = page.nextAfter;
    }
    expect(read).toEqual(all);
    expect((await list({ subscriber: 'nobody' })).deadLetters).toEqual([]);
  });
});

async function refused(call: Promise<unknown>) {
  return call.then(
    (body) => ({ answered: body }),
    (error) => refusalOf(error) ?? error,
  );
}
