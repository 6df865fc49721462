import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { grpcHealth } from '@ftgo/service-runtime';
import { eventually, testPostgres } from '@ftgo/testing';
import { Client, connectivityState, credentials } from '@grpc/grpc-js';
import pg from 'pg';
import { orderService } from '../src/order-service.module.ts';
import { channels } from './channels.ts';

const [NOT_SERVING, SERVING] = [2, 1];

let service: ServiceUnderTest;
let server: pg.Client;

const overGrpc = async (): Promise<number> =>
  (await service.call(grpcHealth['grpc.health.v1.Health'].check, { service: 'ftgo.order.v1.OrderService' })).status;

/** The database lets nobody in and ends who is there. */
async function shut(): Promise<void> {
  await server.query(`alter database ${service.database.name} with allow_connections false`);
  await eventually(async () => {
    const { rows } = await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [service.database.name]);
    expect(rows).toEqual([]);
  });
}

const isReady = () =>
  eventually(async () => {
    expect(await service.get('/readyz')).toMatchObject({ status: 200, body: { details: { database: { status: 'up' } } } });
    expect(await overGrpc()).toBe(SERVING);
  });

const open = () => server.query(`alter database ${service.database.name} with allow_connections true`);

beforeAll(async () => {
  service = await ServiceUnderTest.start('order', orderService, channels);
  server = new pg.Client({ connectionString: await testPostgres() });
  await server.connect();
});

afterAll(async () => {
  if (service) await open();
  await server?.end();
  await service?.stop();
});

describe('the order service whose database is away (R7)', () => {
  it('is not ready and says why, is alive all the same, and is ready again when the database is back', async () => {
    await isReady();

    await shut();
    await eventually(async () => expect(await service.get('/readyz')).toMatchObject({ status: 503, body: { error: { database: { status: 'down' } } } }));
    expect(await overGrpc()).toBe(NOT_SERVING);
    expect((await service.get('/livez')).status).toBe(200);
    expect((await service.get('/startupz')).status).toBe(200);

    await open();
    await isReady();
  });

  it('keeps no connection of a caller, which may find another instance', async () => {
    const caller = new Client(service.grpcAddress, credentials.createInsecure());
    const state = () => caller.getChannel().getConnectivityState(true);
    await eventually(() => expect(state()).toBe(connectivityState.READY));
    const sentAway = new Promise<void>((told, failed) => {
      caller.getChannel().watchConnectivityState(connectivityState.READY, Date.now() + 20_000, (error) => (error ? failed(error) : told()));
    });
    await shut();
    await sentAway;
    await open();
    await eventually(() => expect(state()).toBe(connectivityState.READY));
    caller.close();
  });
});
