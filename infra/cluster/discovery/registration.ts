import { podsOf, readyPods, registeredPods, scale, withoutAutoscaler } from '../pods.ts';
import { seen } from '../seen.ts';
import type { Scene, Stage } from './scene.ts';

/** The name of a pod that was not there before. */
const newcomer = (stage: Stage, before: readonly string[]): Promise<string> =>
  seen('another pod of order', async () => (await podsOf(stage.cluster, 'order')).find(({ name }) => !before.includes(name))?.name);

export const registration: Scene = {
  name: 'registration',
  shows: 'A pod registers nowhere: the platform lists it when its readiness probe passes, and strikes it out when it is to end (D4).',
  async play(stage) {
    const { cluster, narrator } = stage;
    await withoutAutoscaler(cluster, 'order', async () => {
      const before = await scale(cluster, 'order', 2);
      narrator.cue();
      narrator.deed('kubectl scale deployment/order --replicas=3');
      await cluster.run('scale', 'deployment/order', '--replicas=3');
      const pod = await newcomer(stage, before);
      narrator.message(`${pod} is there`, 'and not in the EndpointSlice', performance.now());
      narrator.check('a pod that is not ready is not listed', !(await registeredPods(cluster, 'order')).includes(pod) || (await readyPods(cluster, 'order')).includes(pod));
      await seen(`${pod} to be ready`, async () => (await readyPods(cluster, 'order')).includes(pod) || undefined, 120_000);
      narrator.message(`${pod} is ready`, 'its database has the schema, its ports are open', performance.now());
      await seen(`${pod} in the EndpointSlice`, async () => (await registeredPods(cluster, 'order')).includes(pod) || undefined);
      narrator.message(`${pod} is in the EndpointSlice`, 'whoever asks for the name order is led to it too', performance.now());

      narrator.blank();
      narrator.cue();
      narrator.deed(`kubectl delete pod ${pod}`);
      await cluster.run('delete', 'pod', pod, '--wait=false');
      await seen(`${pod} to be struck out`, async () => !(await registeredPods(cluster, 'order')).includes(pod) || undefined);
      narrator.message(`${pod} is struck out`, 'before it is told to stop: preStop sleeps meanwhile', performance.now());
      const gone = async () => (await cluster.run('get', 'pod', pod, '--ignore-not-found', '--output=name')) === '';
      narrator.check('it is struck out while it still answers', !(await gone()));
      await seen(`${pod} to end`, async () => (await gone()) || undefined, 90_000);
      narrator.message(`${pod} has ended`, 'requests finished, positions committed, relay handed over', performance.now());
    });
  },
};
