import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testKafka, testPostgres } from '@ftgo/testing';
import { World } from '../harness/world.ts';
import { HttpConnection } from '../load/http-connection.ts';
import { grpcOrderCalls, httpOrderCalls } from '../systems/order-calls.ts';
import { Peer } from '../systems/peer.ts';
import { send } from '../systems/publish.ts';
import { type Restaurant, town } from '../systems/town.ts';

let world: World;
let peer: Peer;
let restaurants: Restaurant[];

const orders = (id: string) =>
  world.query<{ state: string }>(peer.databaseUrls['order']!, 'select state from orders where id = $1', [id]);

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-peer-'));
  const [postgresUrl, { brokers }] = [await testPostgres(), await testKafka()];
  const stop = async (): Promise<void> => rmSync(folder, { recursive: true });
  world = await World.on({ postgresUrl, kafkaBrokers: brokers.join(), folder, processes: [], stop });
  restaurants = town();
  peer = await Peer.start(world, ['order', 'gateway']);
  await peer.opens(restaurants);
}, 120_000);

afterAll(() => world?.stop());

describe('the peer, by the load generators that measure it', () => {
  it('stores an order that is posted to its gateway, and publishes it', async () => {
    const { place, close } = httpOrderCalls(peer.gatewayUrl, restaurants, [await world.tokenOf(randomUUID())]);
    const id = await place(0);
    close();
    expect(await orders(id)).toEqual([{ state: 'APPROVAL_PENDING' }]);
    await eventually(async () => expect(await world.query(peer.databaseUrls['order']!, 'select from outbox')).toEqual([]));
  });

  it('approves an order once, however often it hears that the amount is held', async () => {
    const { place, close } = httpOrderCalls(peer.gatewayUrl, restaurants, [await world.tokenOf(randomUUID())]);
    const orderId = await place(0);
    close();
    const id = randomUUID();
    const held = { key: orderId, value: JSON.stringify({ orderId }), headers: { id, type: 'AccountAuthorized', correlationId: id } };
    await send(world.kafkaBrokers, `${peer.channelPrefix}authorization.events`, [held, held]);
    await eventually(async () => expect(await orders(orderId)).toEqual([{ state: 'APPROVED' }]));
    expect(await world.query(peer.databaseUrls['order']!, 'select from inbox where message_id = $1', [id])).toHaveLength(1);
  });

  it('takes calls over gRPC, and refuses a dish that is not on the menu', async () => {
    const known = await grpcOrderCalls(world, peer.grpcAddress, restaurants, 2);
    expect(await Promise.all([known.call(0), known.call(1)])).toEqual([true, true]);
    known.close();
    const unknown = await grpcOrderCalls(world, peer.grpcAddress, [{ ...restaurants[0]!, menu: [{ ...restaurants[0]!.menu[0]!, menuItemId: 'stone-soup' }] }], 1);
    expect(await unknown.call(0)).toBe(false);
    unknown.close();
  });

  it('refuses a request without an access token, and one whose fields are not valid', async () => {
    // A connection that nobody uses for some seconds is closed.
    const token = `authorization: Bearer ${await world.tokenOf(randomUUID())}\r\n`;
    const connection = new HttpConnection(peer.gatewayUrl);
    expect(await connection.post('/v1/orders', '', '{}')).toMatchObject({ status: 401 });
    expect(await connection.post('/v1/orders', token, JSON.stringify({ restaurantId: 'Ajanta' }))).toMatchObject({ status: 400 });
    connection.close();
  });
});
