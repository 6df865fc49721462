import { randomUUID } from 'node:crypto';
import type { Contestant, MeasuredProcess, Row } from '../harness/row.ts';
import { percentile } from '../harness/statistics.ts';
import { callFor } from '../load/callers.ts';
import { httpOrderCalls } from '../systems/order-calls.ts';
import { Ours } from '../systems/ours.ts';
import { Peer } from '../systems/peer.ts';
import { town } from '../systems/town.ts';

const CLIENTS = 32;
const SECONDS = 4;

export const createOrderHttp: Row = {
  id: 'create-order-http',
  title: '`POST /v1/orders` at the gateway until the durable 201: gateway and order service, 32 clients',
  operation: 'order',
  figures: {
    perSecond: { title: 'orders', unit: 'per second', better: 'more' },
    p50: { title: 'p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  goals: [{ figure: 'perSecond', against: 'peer', times: 8 }],
  notes: ['Both verify the access token at the gateway and again in the order service.'],
  rounds: 5,
  prepare: async (world, { scale }) => {
    const restaurants = town();
    const [ours, peer] = [await Ours.start(world, ['order', 'api-gateway']), await Peer.start(world, ['order', 'gateway'])];
    await Promise.all([ours.opens(restaurants), peer.opens(restaurants)]);
    const contestant = async (name: string, { measured, gatewayUrl }: { measured: readonly MeasuredProcess[]; gatewayUrl: URL }) => {
      const tokens = await Promise.all(Array.from({ length: CLIENTS }, () => world.tokenOf(randomUUID())));
      const { place, close } = await httpOrderCalls(gatewayUrl, restaurants, tokens);
      const round: Contestant['round'] = async () => {
        const { took, seconds } = await callFor(SECONDS * scale, CLIENTS, (client) => place(client).then(() => true));
        return { figures: { perSecond: took.length / seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99) }, operations: took.length };
      };
      return { name, processes: measured, round, close };
    };
    const contestants = [await contestant('ours', ours), await contestant('peer', peer)];
    return {
      contestants,
      close: async () => {
        contestants.forEach(({ close }) => close());
        await Promise.all([ours.stop(), peer.stop()]);
      },
    };
  },
};
