import { setTimeout as after } from 'node:timers/promises';
import type { Cluster } from '../kubectl.ts';
import { scale, withoutAutoscaler } from '../pods.ts';
import type { Scene } from './scene.ts';

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

export const spread: Scene = {
  name: 'spread',
  shows: 'From one pod to three: where gRPC calls go by the name of the Service, and by the headless name (D5, D6).',
  async play({ cluster, visitors, narrator }) {
    await withoutAutoscaler(cluster, 'order', async () => {
      for (const [kind, name] of [['Service name', 'order:9090'], ['headless name', 'order-instances:9090']] as const) {
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
        if (kind === 'headless name') narrator.check('in the end each of the three takes a third, within 5 %', last.every((count) => Math.abs(count / last.reduce((sum, each) => sum + each, 0) - 1 / 3) < 0.05), String(last));
        narrator.blank();
      }
    });
    await cluster.run('set', 'env', 'deployment/api-gateway', 'FTGO_ORDER_GRPC-');
    await cluster.rolledOut('deployment/api-gateway');
  },
};
