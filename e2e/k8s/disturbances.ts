import { setTimeout as after } from 'node:timers/promises';
import { haveReady, readyPods, scale, withoutAutoscaler } from '../../infra/cluster/pods.ts';
import { type Stage, services, unnoticed } from './stage.ts';

const DELETE_EVERY_MS = 10_000;

/** Every service is replaced pod by pod, again and again. */
export async function rollingUpdates(stage: Stage): Promise<void> {
  const { cluster, narrator, times } = stage;
  for (let time = 1; time <= times; time += 1) {
    narrator.say(`every service, ${time} of ${times}`);
    await unnoticed(stage, async () => {
      for (const service of services) {
        narrator.deed(`kubectl rollout restart deployment/${service}`);
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
      const pod = ready[Math.floor(Math.random() * ready.length)]!;
      narrator.deed(`kubectl delete pod ${pod}`);
      await cluster.run('delete', 'pod', pod, '--wait=false');
      deleted += 1;
    }
  });
  narrator.fact('deleted', `${deleted} pods in ${minutes} minutes`);
}

/** The order service is alone, then three, then alone. */
export async function scaling(stage: Stage): Promise<void> {
  const { cluster, narrator } = stage;
  await withoutAutoscaler(cluster, 'order', async () => {
    await scale(cluster, 'order', 1);
    await unnoticed(stage, async () => {
      for (const replicas of [3, 1]) {
        narrator.deed(`kubectl scale deployment/order --replicas=${replicas}`);
        await scale(cluster, 'order', replicas);
      }
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

/** A share of a core that a rate which the whole system can bear on few cores asks for, and a tenth of it does not. */
const LOWER_TARGET = '60m';

/** More orders, more pods; fewer, fewer. */
export async function autoscaling(stage: Stage): Promise<void> {
  const { cluster, narrator, rate } = stage;
  const { spec } = await cluster.get<{ spec: object }>('hpa', 'order');
  const patch = (change: object) => cluster.run('patch', 'hpa', 'order', '--type=merge', `--patch=${JSON.stringify({ spec: change })}`);
  const becomes = async (count: number) => {
    const began = performance.now();
    await haveReady(cluster, 'order', count);
    return `${Math.round((performance.now() - began) / 1_000)} s`;
  };
  await haveReady(cluster, 'order', 2);
  try {
    await patch({
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: LOWER_TARGET } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 15 } },
    });
    narrator.say(`${rate} orders/s; a pod is added where they take more than ${LOWER_TARGET} of a core on average`);
    await unnoticed(stage, async () => narrator.check(`a third pod takes requests after ${await becomes(3)}`, true));
    narrator.blank();
    narrator.say(`${rate / 10} orders/s`);
    await unnoticed({ ...stage, rate: rate / 10 }, async () => narrator.check(`it goes when it is not needed any more, after ${await becomes(2)}`, true));
  } finally {
    await patch(spec);
  }
}
