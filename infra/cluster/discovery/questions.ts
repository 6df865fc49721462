import { databaseServices } from '../../databases.ts';
import { serviceNames } from '../../services.ts';
import { activeRelay } from '../active-relay.ts';
import type { Cluster } from '../kubectl.ts';
import { podsOf, registeredPods } from '../pods.ts';
import type { Scene } from './scene.ts';

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly { readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[] }[] } } };
}

/** What the pods that come next will be told by. */
const configMapsOf = async (cluster: Cluster, service: string): Promise<string[]> =>
  (await cluster.get<Deployment>('deployment', service)).spec.template.spec.containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []));

export const questions: Scene = {
  name: 'questions',
  shows: 'Is at least one up, which are up, what would a new one be told, and who leads: the platform is asked, no program of ours (D12).',
  async play({ cluster, narrator }) {
    for (const service of serviceNames) {
      const [pods, listed, configMaps] = await Promise.all([podsOf(cluster, service), registeredPods(cluster, service), configMapsOf(cluster, service)]);
      const withRelay = databaseServices.find((name) => name === service);
      const leads = withRelay && (await activeRelay(cluster, withRelay));
      narrator.fact(service, `${listed.length} of ${pods.length} take calls; the next is told by ${configMaps.join(', ')}`);
      for (const { name, ip } of pods) narrator.fact('', `${name}  ${ip}  ${listed.includes(name) ? 'up' : 'not up'}${name === leads ? ', leads' : ''}`);
      narrator.check(`${service}: at least one is up${withRelay ? ', and one leads' : ''}`, listed.length > 0 && (!withRelay || leads !== undefined));
    }
  },
};
