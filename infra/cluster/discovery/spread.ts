import { setTimeout as after } from 'node:timers/promises';
import type { Cluster } from '../kubectl.ts';
import { scale, withoutAutoscaler } from '../pods.ts';
import type { Scene, Stage } from './scene.ts';

const WATCHED_SECONDS = 60;
const WINDOW_SECONDS = 20;
const RATE = 20;

/** How many orders each pod took between two times, by its log. */
async function ordersTaken(cluster: Cluster, pods: readonly string[], from: number, to: number): Promise<number[]> {
  return Promise.all(
    pods.map(async (pod) => {
      const lines = (await cluster.run('logs', pod, '--container=program', '--since=5m')).split('\n').filter((line) => line.includes('"msg":"create"'));
      return lines.map((line) => Date.parse((JSON.parse(line) as { time: string }).time)).filter((at) => at >= from && at < to).length;
    }),
  );
}

const shares = (counts: readonly number[]): string => counts.map((count) => `${Math.round((100 * count) / (counts.reduce((sum, each) => sum + each, 0) || 1))} %`.padStart(6)).join('');

/** Whom the gateway is led to by a name, while there are orders. @returns how many each pod took in the end */
async function watched({ cluster, visitors, narrator }: Stage, kind: string, name: string): Promise<number[]> {
  await cluster.run('set', 'env', 'deployment/api-gateway', `FTGO_ORDER_GRPC=${name}`);
  await scale(cluster, 'order', 1);
  await cluster.rolledOut('deployment/api-gateway');
  const rush = await visitors.order(RATE);
  const pods = await scale(cluster, 'order', 3);
  const began = Date.now();
  narrator.say(`${kind} (${name}), ${RATE} orders/s; since three pods are ready:`);
  let last: number[] = [];
  for (let from = 0; from < WATCHED_SECONDS; from += WINDOW_SECONDS) {
    await after(began + (from + WINDOW_SECONDS) * 1_000 - Date.now());
    last = await ordersTaken(cluster, pods, began + from * 1_000, began + (from + WINDOW_SECONDS) * 1_000);
    narrator.fact(`${from}–${from + WINDOW_SECONDS} s`, shares(last));
  }
  const { asked, accepted, failed } = await rush.end();
  narrator.check('no request failed', asked === accepted, JSON.stringify(failed));
  return last;
}

export const spread: Scene = {
  name: 'spread',
  shows: 'From one pod to three: where gRPC calls go by the name of the Service, and by the headless name (D5, D6).',
  async play(stage) {
    const { cluster, narrator } = stage;
    try {
      await withoutAutoscaler(cluster, 'order', async () => {
        await watched(stage, 'Service name', 'order:9090');
        narrator.blank();
        const counts = await watched(stage, 'headless name', 'order-instances:9090');
        const all = counts.reduce((sum, each) => sum + each, 0);
        narrator.check('in the end each of the three takes a third, within 5 %', counts.every((count) => Math.abs(count / all - 1 / 3) < 0.05), String(counts));
      });
    } finally {
      await cluster.run('set', 'env', 'deployment/api-gateway', 'FTGO_ORDER_GRPC-');
      await cluster.rolledOut('deployment/api-gateway');
    }
  },
};
