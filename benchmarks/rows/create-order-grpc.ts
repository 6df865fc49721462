import type { Contestant, MeasuredProcess, Row } from '../harness/row.ts';
import { percentile } from '../harness/statistics.ts';
import { callFor } from '../load/callers.ts';
import { grpcOrderCalls } from '../systems/order-calls.ts';
import { Ours } from '../systems/ours.ts';
import { Peer } from '../systems/peer.ts';
import { town } from '../systems/town.ts';

const CALLERS = 32;
const SECONDS = 4;

export const createOrderGrpc: Row = {
  id: 'create-order-grpc',
  title: '`CreateOrder` over gRPC until it is durable: one order service, 32 callers',
  operation: 'order',
  figures: {
    perSecond: { title: 'orders', unit: 'per second', better: 'more' },
    p50: { title: 'p50', unit: 'ms', better: 'less' },
    p99: { title: 'p99', unit: 'ms', better: 'less' },
  },
  goals: [{ figure: 'perSecond', against: 'peer', times: 8 }],
  notes: ['Relays publish the events meanwhile: log tailing in ours, a poll every 500 ms in the peer.'],
  rounds: 5,
  prepare: async (world, { scale }) => {
    const restaurants = town();
    const [ours, peer] = [await Ours.start(world, ['order']), await Peer.start(world, ['order'])];
    await Promise.all([ours.opens(restaurants), peer.opens(restaurants)]);
    const contestant = async (name: string, { measured, grpcAddress }: { measured: readonly MeasuredProcess[]; grpcAddress: string }) => {
      const { call, close } = await grpcOrderCalls(world, grpcAddress, restaurants, CALLERS);
      const round: Contestant['round'] = async () => {
        const { took, failed, seconds } = await callFor(SECONDS * scale, CALLERS, call);
        if (failed > 0) throw new Error(`${failed} calls of ${name} failed, ${took.length} did not`);
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
