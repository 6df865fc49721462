import { setTimeout as after } from 'node:timers/promises';
import { haveReady, readyPods, scale, withoutAutoscaler } from '../../infra/cluster/pods.ts';
import { type Stage, services, unnoticed } from './stage.ts';

const DELETE_EVERY_MS = 10_000;

/** Every service is replaced pod by pod, again and again. */
export async function rollingUpdates(stage: Stage): Promise<void> {
  const { cluster, narrator, times } = stage;
  for (let time = 1; time <= times; time += 1) {
    narrator.deed(`rolling update of every service, ${time} of ${times}`);
    await unnoticed(stage, async () => {
      for (const service of services) {
        await cluster.run('rollout', 'restart', `deployment/${service}`);
        await cluster.rolledOut(`deployment/${service}`);
      }
    });
  }
}

/** Pods are deleted at random, one of a service at a time, as when nodes are repaired. */
export async function deletedPods(stage: Stage): Promise<void> {
  const { cluster, narrator, minutes } = stage;
  let deleted = 0;
  await unnoticed(stage, async () => {
    for (const until = performance.now() + minutes * 60_000; performance.now() < until; await after(DELETE_EVERY_MS)) {
      const service = services[Math.floor(Math.random() * services.length)]!;
      const ready = await readyPods(cluster, service);
      // An only one is away until the next is up: that is no rolling update.
      if (ready.length < 2) continue;
      await cluster.run('delete', 'pod', ready[Math.floor(Math.random() * ready.length)]!, '--wait=false');
      deleted += 1;
    }
  });
  narrator.fact('deleted', `${deleted} pods in ${minutes} minutes`);
}

/** The order service is alone, then three, then alone. */
export async function scaling(stage: Stage): Promise<void> {
  const { cluster } = stage;
  await withoutAutoscaler(cluster, 'order', async () => {
    await scale(cluster, 'order', 1);
    await unnoticed(stage, async () => {
      await scale(cluster, 'order', 3);
      await scale(cluster, 'order', 1);
    });
  });
}

/** A node is drained, as it were: two pods at once is one too many. */
export async function evictions(stage: Stage): Promise<void> {
  const { cluster, narrator } = stage;
  const evict = (pod: string): Promise<string> => cluster.create(`/api/v1/namespaces/${cluster.namespace}/pods/${pod}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: cluster.namespace } });
  await haveReady(cluster, 'order', 2);
  await unnoticed(stage, async () => {
    const [one, other] = await readyPods(cluster, 'order');
    await evict(one!);
    const refused = await evict(other!).then(() => '', (error: Error) => error.message);
    narrator.check('the second of two is not evicted while the first is away', /disruption budget/.test(refused), refused);
    await haveReady(cluster, 'order', 2);
    await evict(other!);
    await haveReady(cluster, 'order', 2);
    narrator.check('and is when the first is replaced', true);
  });
}

/** More work, more pods; less, fewer. The target is lowered: what asks for it here is this machine's other work as well. */
export async function autoscaling(stage: Stage): Promise<void> {
  const { cluster, narrator } = stage;
  const { spec } = await cluster.get<{ spec: object }>('hpa', 'order');
  const quick = { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '40m' } } }], behavior: { scaleDown: { stabilizationWindowSeconds: 15 } } };
  const patch = (change: object) => cluster.run('patch', 'hpa', 'order', '--type=merge', `--patch=${JSON.stringify({ spec: change })}`);
  await haveReady(cluster, 'order', 2);
  try {
    await patch(quick);
    await unnoticed(stage, async () => {
      const began = performance.now();
      await haveReady(cluster, 'order', 3);
      narrator.check(`a third pod takes requests ${Math.round((performance.now() - began) / 1_000)} s after the load began`, true);
      await patch({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '900m' } } }] });
      await haveReady(cluster, 'order', 2);
      narrator.check('and it goes when it is not needed any more', true);
    });
  } finally {
    await patch(spec);
  }
}
