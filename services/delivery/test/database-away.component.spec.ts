import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { DeliveryGrpc, courierEvents } from '@ftgo/delivery-api';
import { refusalOf } from '@ftgo/service-runtime';
import { type TestDatabase, eventually, testDatabase } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { deliveryService } from '../src/delivery-service.module.ts';
import { channels } from './channels.ts';

let delivery: ServiceUnderTest;
/** Nobody can be kept out of the database that they are in. */
let elsewhere: TestDatabase;
beforeAll(async () => {
  elsewhere = await testDatabase({ migrations: [] });
  delivery = await ServiceUnderTest.start('delivery', deliveryService, channels);
}, 60_000);
afterAll(async () => {
  await delivery?.stop();
  await elsewhere?.drop();
});

const letIn = (whether: boolean) => elsewhere.query(`alter database ${delivery.database.name} allow_connections ${whether}`);

/** Whoever is connected is thrown out, whoever comes is not let in. */
async function away(): Promise<void> {
  await letIn(false);
  await elsewhere.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'ftgo-%'`, [
    delivery.database.name,
  ]);
}

const query = (orderId: string) =>
  delivery.call(DeliveryGrpc.DeliveryServiceService.getDelivery, { orderId }, { id: newId(), role: 'operator' }).catch((error) => refusalOf(error) ?? error);

describe('while the database is away', () => {
  it('who asks is told to try again, and is answered when it is back', async () => {
    try {
      const answer = await eventually(async () => {
        await away();
        const given = await query(newId());
        // Who is just coming in is not to be seen yet, and stays.
        if (given.kind === 'not-found') throw new Error('somebody is still connected');
        return given;
      });
      expect(answer).toMatchObject({ kind: 'overloaded', code: 'TEMPORARILY_UNAVAILABLE' });
    } finally {
      await letIn(true);
    }
    await eventually(async () => expect(await query(newId())).toMatchObject({ kind: 'not-found' }));
  });

  it('no message is set aside, however short that is', async () => {
    const couriers = Array.from({ length: 20 }, () => newId());
    for (const courierId of couriers) {
      await away();
      await delivery.publish(courierEvents.CourierAvailabilityChanged, courierId, { courierId, available: true });
      await letIn(true);
    }
    const handled = `select message_id from inbox where subscriber = 'delivery'`;
    await eventually(async () => expect(await delivery.database.query(handled)).toHaveLength(couriers.length));
    expect(await delivery.database.query('select error_class, error_detail from dead_letters')).toEqual([]);
  });
});
