import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { CreateCourier, SetAvailability, VerifyCredentials } from '../src/courier/application/index.ts';
import { EmailTaken, WrongCredentials } from '../src/courier/domain/courier-errors.ts';
import { PrismaCourierDirectory } from '../src/courier/outbound/prisma/prisma-courier-directory.ts';
import { WritePathCouriers } from '../src/courier/outbound/prisma/write-path-couriers.ts';
import { CourierTerms } from '../src/courier/application/courier-terms.ts';
import { FollowOrder, GetDelivery } from '../src/delivery/application/index.ts';
import { beginCancel, undoBeginCancel } from '../src/delivery/domain/cancellation.ts';
import { DeliveryNotFound } from '../src/delivery/domain/delivery-errors.ts';
import { janesApprovedOrder } from '../src/delivery/domain/delivery.mother.ts';
import { deliveryStreams } from '../src/delivery/outbound/prisma/delivery-streams.ts';
import { PrismaDeliveryView } from '../src/delivery/outbound/prisma/prisma-delivery-view.ts';
import { WritePathDeliveries } from '../src/delivery/outbound/prisma/write-path-deliveries.ts';
import { type ServiceDatabase, heard, requested, serviceDatabase } from '@ftgo/component-testing';
import { testDatabase } from '@ftgo/testing';
import { Histories, type Row, pgSql } from '@ftgo/write-path';
import { PrismaClient } from '../src/generated/prisma/client.ts';
import { expectAllAsTheirEventsSay } from './rebuilt.ts';

let database: ServiceDatabase<PrismaClient>;
const typesOf = async (key: string) => (await database.published(key)).map(({ type }) => type);
beforeAll(async () => {
  database = await serviceDatabase('delivery', PrismaClient);
});
afterAll(() => database?.drop());

const terms = new CourierTerms({ windowSeconds: 5, giveUpSeconds: 3_600 }, 30, 3, { metersPerSecond: 5, handoverSeconds: 60 });

describe('deliveries in PostgreSQL', () => {
  const deliveries = () => new WritePathDeliveries(database.writePath);
  const follow = () => new FollowOrder(deliveries(), terms);
  const view = () => new PrismaDeliveryView(database.prisma);
  const anOrder = () => ({ ...janesApprovedOrder, orderId: newId() });
  const eventsOf = async (orderId: string) => (await view().history(orderId)).map(({ type }) => type);

  it('are found as they were kept', async () => {
    const order = anOrder();
    await follow().approved(order, heard('delivery', order.orderId));
    expect(await view().find(order.orderId)).toEqual({ delivery: { stage: 'PENDING', isCancelPending: false, ...order }, version: 1 });
    expect(await typesOf(order.orderId)).toEqual(['DeliveryCreated']);
  });

  it('keep their address when they are cancelled, and are cancelled once', async () => {
    const order = anOrder();
    await follow().approved(order, heard('delivery', order.orderId));
    await Promise.all([1, 2, 3].map(() => follow().rejectedOrCancelled(order, heard('delivery', order.orderId))));
    expect(await view().find(order.orderId)).toMatchObject({ delivery: { stage: 'CANCELLED', ...order }, version: 2 });
    expect(await typesOf(order.orderId)).toEqual(['DeliveryCreated', 'DeliveryCancelled']);
  });

  it('have a tombstone for an order that died first, which refuses the late approval', async () => {
    const order = anOrder();
    await follow().rejectedOrCancelled(order, heard('delivery', order.orderId));
    await follow().approved(order, heard('delivery', order.orderId));
    const { orderId, consumerId, restaurantId } = order;
    expect(await view().find(orderId)).toMatchObject({ delivery: { stage: 'CANCELLED', orderId, consumerId, restaurantId }, version: 1 });
    expect(await typesOf(orderId)).toEqual(['DeliveryCancelled']);
  });

  it('do not mind a message that comes twice', async () => {
    const order = anOrder();
    const cause = heard('delivery', order.orderId);
    await follow().approved(order, cause);
    await follow().approved(order, cause);
    expect(await typesOf(order.orderId)).toEqual(['DeliveryCreated']);
  });

  it('are told times as times, from events and from snapshots', async () => {
    const order = anOrder();
    const readyBy = new Date('2026-11-21T19:20:00Z');
    await follow().approved(order, heard('delivery', order.orderId));
    await follow().accepted({ ...order, readyBy }, heard('delivery', order.orderId));
    expect((await view().find(order.orderId))?.delivery).toMatchObject({ readyBy, deliveryTime: order.deliveryTime, giveUpAt: expect.any(Date) });
    const { snapshot } = deliveryStreams.kind;
    const { delivery } = (await view().find(order.orderId))!;
    expect(snapshot.fromJson(JSON.parse(JSON.stringify(snapshot.toJson(delivery))) as Row)).toEqual(delivery);
  });

  it('are their consumer’s business only', async () => {
    const order = anOrder();
    await follow().approved(order, heard('delivery', order.orderId));
    const get = new GetDelivery(view(), new PrismaCourierDirectory(database.prisma), terms);
    await expect(get.execute(order.orderId, { consumerId: order.consumerId })).resolves.toMatchObject({ version: 1 });
    await expect(get.execute(order.orderId, 'operator')).resolves.toMatchObject({ version: 1 });
    await expect(get.execute(order.orderId, { consumerId: newId() })).rejects.toThrow(DeliveryNotFound);
    await expect(get.execute(order.orderId, { courierId: newId() })).rejects.toThrow(DeliveryNotFound);
    await expect(get.execute('no such id', 'operator')).rejects.toThrow(DeliveryNotFound);
  });

  it('of before they were kept by events are what must have happened to them', async () => {
    const old = await testDatabase();
    const migrated = async (name: string) => old.query(await readFile(new URL(`../prisma/migrations/${name}/migration.sql`, import.meta.url), 'utf8'));
    await migrated('20261121070000_couriers_and_deliveries');
    const [pending, locked, cancelled, tombstone] = [newId(), newId(), newId(), newId()];
    const { consumerId, restaurantId, deliveryAddress, deliveryTime } = janesApprovedOrder;
    const put = (id: string, version: number, state: string, address: object | null, time: Date | null) =>
      old.query('insert into deliveries values ($1, $2, $3, $4, $5, $6, $7)', [id, version, state, consumerId, restaurantId, address, time]);
    await put(pending, 1, 'PENDING', deliveryAddress, deliveryTime!);
    await put(locked, 4, 'CANCEL_PENDING', deliveryAddress, null);
    await put(cancelled, 2, 'CANCELLED', deliveryAddress, null);
    await put(tombstone, 1, 'CANCELLED', null, null);
    await migrated('20261121150000_event_sourced_deliveries');
    const histories = new Histories(pgSql(old.pool), deliveryStreams);
    const stateOfOld = async (id: string) => histories.stateAfter(await histories.of(id));
    expect(await stateOfOld(pending)).toEqual({ ...janesApprovedOrder, orderId: pending, stage: 'PENDING', isCancelPending: false });
    expect(await stateOfOld(locked)).toMatchObject({ stage: 'PENDING', isCancelPending: true });
    expect(await stateOfOld(cancelled)).toMatchObject({ stage: 'CANCELLED', deliveryAddress });
    expect(await stateOfOld(tombstone)).toMatchObject({ stage: 'CANCELLED', consumerId, restaurantId });
    expect(await histories.compare()).toEqual({ compared: 4, drifts: [] });
    await old.drop();
  });

  it('can be rebuilt from all that happened to them, as they are kept', async () => {
    const order = anOrder();
    for (let i = 0; i < 12; i++) {
      await deliveries().update(order.orderId, (delivery) => beginCancel(delivery, order.orderId), heard('delivery', order.orderId));
      await deliveries().update(order.orderId, (delivery) => undoBeginCancel(delivery, order.orderId), heard('delivery', order.orderId));
    }
    expect(await eventsOf(order.orderId)).toHaveLength(24);
    await expectAllAsTheirEventsSay(database, 6);
  });
});

describe('couriers in PostgreSQL', () => {
  const couriers = () => new WritePathCouriers(database.writePath);
  const directory = () => new PrismaCourierDirectory(database.prisma);
  const details = (email = `${newId()}@ftgo.example`) => ({ name: 'Kim Lee', email, password: 'ftgo-demo' });

  it('are found as they were kept, and sign in with their password, whatever the letters of the address', async () => {
    const courier = await new CreateCourier(couriers()).execute(details('Kim@ftgo.example'), requested());
    expect(await directory().find(courier.id)).toEqual(courier);
    const verify = new VerifyCredentials(directory());
    expect(await verify.execute('kim@FTGO.example', 'ftgo-demo')).toBe(courier.id);
    await expect(verify.execute('kim@ftgo.example', 'ftgo-demO')).rejects.toThrow(WrongCredentials);
    await expect(verify.execute('nobody@ftgo.example', 'ftgo-demo')).rejects.toThrow(WrongCredentials);
  });

  it('of several who ask for one address at once, one gets it', async () => {
    const create = new CreateCourier(couriers());
    const sought = details();
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => create.execute(sought, requested())));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of asked) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(EmailTaken);
    expect(await database.query('select from couriers where email = $1', [sought.email])).toHaveLength(1);
  });

  it('are created once under one idempotency key', async () => {
    const create = new CreateCourier(couriers());
    const sought = details();
    const key = newId();
    const first = await create.execute(sought, requested(key));
    expect(await create.execute(sought, requested(key))).toEqual(first);
  });

  it('go on and off duty, and say so once', async () => {
    const { id } = await new CreateCourier(couriers()).execute(details(), requested());
    const set = new SetAvailability(couriers());
    expect(await set.execute(id, true, requested())).toMatchObject({ id, available: true });
    await set.execute(id, true, requested());
    await set.execute(id, false, requested());
    expect(await typesOf(id)).toEqual(['CourierCreated', 'CourierAvailabilityChanged', 'CourierAvailabilityChanged']);
  });

  it('keep nothing of a password but its Argon2id hash', async () => {
    await new CreateCourier(couriers()).execute({ ...details(), password: 'plainly readable' }, requested(newId()));
    const [{ everything }] = (await database.query<{ everything: string }>(
      `select concat(query_to_xml('select * from couriers', true, false, ''), query_to_xml('select * from courier_sign_ins', true, false, ''),
        query_to_xml('select * from inbox', true, false, ''), query_to_xml('select * from outbox', true, false, '')) as everything`,
    )) as [{ everything: string }];
    expect(everything).toContain('$argon2id$');
    expect(everything).not.toContain('plainly readable');
  });
});
