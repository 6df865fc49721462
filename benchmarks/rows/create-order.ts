import { randomUUID } from 'node:crypto';
import type { Row } from '../harness/row.ts';
import { percentile } from '../harness/statistics.ts';
import type { World } from '../harness/world.ts';
import { type Call, callFor } from '../load/callers.ts';
import { grpcOrderCalls, httpOrderCalls } from '../systems/order-calls.ts';
import { Ours } from '../systems/ours.ts';
import { Peer } from '../systems/peer.ts';
import { type Restaurant, town } from '../systems/town.ts';

const CALLERS = 32;
const SECONDS = 4;

/** Both sides alone: what a new order leads to in other services is not part of it. */
const createOrder = (
  { id, title, notes, ours: ourServices, peer: peerServices }: Pick<Row, 'id' | 'title' | 'notes'> & {
    ours: Parameters<typeof Ours.start>[1];
    peer: Parameters<typeof Peer.start>[1];
  },
  callsOf: (world: World, system: Ours | Peer, restaurants: readonly Restaurant[]) => Promise<{ call: Call; close(): void }>,
): Row => ({
  id,
  title,
  notes,
  operation: 'order',
  figures: {
    perSecond: { title: 'orders', unit: 'per second', better: 'more' },
    p50: { title: 'p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  goals: [{ figure: 'perSecond', against: 'peer', times: 8 }],
  rounds: 5,
  prepare: async (world, { scale }) => {
    const restaurants = town();
    const systems = { ours: await Ours.start(world, ourServices), peer: await Peer.start(world, peerServices) };
    const contestants = await Promise.all(
      Object.entries(systems).map(async ([name, system]) => {
        await system.opens(restaurants);
        const { call, close } = await callsOf(world, system, restaurants);
        const round = async () => {
          const { took, failed, seconds } = await callFor(SECONDS * scale, CALLERS, call).finally(close);
          if (failed > 0) throw new Error(`${failed} calls of ${name} failed, ${took.length} did not`);
          return { figures: { perSecond: took.length / seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99) }, operations: took.length };
        };
        return { name, processes: system.measured, round };
      }),
    );
    return {
      contestants,
      close: async () => void (await Promise.all(Object.values(systems).map((system) => system.stop()))),
    };
  },
});

export const createOrderGrpc = createOrder(
  {
    id: 'create-order-grpc',
    title: '`CreateOrder` over gRPC until it is durable: one order service, 32 callers',
    notes: ['Relays publish the events meanwhile: log tailing in ours, a poll every 500 ms in the peer.'],
    ours: ['order'],
    peer: ['order'],
  },
  (world, { grpcAddress }, restaurants) => grpcOrderCalls(world, grpcAddress, restaurants, CALLERS),
);

export const createOrderHttp = createOrder(
  {
    id: 'create-order-http',
    title: '`POST /v1/orders` at the gateway until the durable 201: gateway and order service, 32 clients',
    notes: ['Both verify the access token at the gateway and again in the order service.'],
    ours: ['order', 'api-gateway'],
    peer: ['order', 'gateway'],
  },
  async (world, { gatewayUrl }, restaurants) => {
    const tokens = await Promise.all(Array.from({ length: CALLERS }, () => world.tokenOf(randomUUID())));
    const { place, close } = httpOrderCalls(gatewayUrl, restaurants, tokens);
    return { call: (client) => place(client).then(() => true), close };
  },
);
