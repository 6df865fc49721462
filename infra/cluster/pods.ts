import type { Cluster } from './kubectl.ts';
import { seen } from './seen.ts';

const COMES_WITHIN_MS = 300_000;

interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly status: { readonly podIP?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface EndpointSlice {
  readonly endpoints?: readonly { readonly conditions: { readonly ready?: boolean }; readonly targetRef?: { readonly name: string } }[];
}

const isReady = ({ metadata, status }: Pod): boolean =>
  !metadata.deletionTimestamp && Boolean(status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'));

const named = (service: string): string => `app.kubernetes.io/name=${service}`;

/** Pods of a service that are there to stay, with their addresses once they have one. */
export const podsOf = async (cluster: Cluster, service: string): Promise<{ name: string; ip: string | undefined }[]> =>
  (await cluster.list<Pod>('pods', named(service))).filter(({ metadata }) => !metadata.deletionTimestamp).map(({ metadata, status }) => ({ name: metadata.name, ip: status.podIP }));

/** Names of those that are ready. */
export const readyPods = async (cluster: Cluster, service: string): Promise<string[]> =>
  (await cluster.list<Pod>('pods', named(service))).filter(isReady).map(({ metadata }) => metadata.name);

/** Names of the pods that the Service's EndpointSlices list as ready: those that its clients are led to. */
export const registeredPods = async (cluster: Cluster, service: string): Promise<string[]> =>
  (await cluster.list<EndpointSlice>('endpointslices', `kubernetes.io/service-name=${service}`))
    .flatMap(({ endpoints = [] }) => endpoints)
    .filter(({ conditions }) => conditions.ready)
    .map(({ targetRef }) => targetRef!.name);

/** Waits until so many are ready, and no more. */
export const haveReady = (cluster: Cluster, service: string, count: number): Promise<string[]> =>
  seen(
    `${count} ready pods of ${service}`,
    async () => {
      const pods = await readyPods(cluster, service);
      return pods.length === count ? pods : undefined;
    },
    COMES_WITHIN_MS,
  );

/** Waits until every pod that is to end has ended. */
export const nobodyEnds = async (cluster: Cluster): Promise<void> =>
  void (await seen('every pod to be gone that is to end', async () => (await cluster.list<Pod>('pods')).every(({ metadata }) => !metadata.deletionTimestamp) || undefined, COMES_WITHIN_MS));

/** Does something while nobody else decides how many instances there are. */
export async function withoutAutoscaler(cluster: Cluster, service: string, work: () => Promise<void>): Promise<void> {
  const { spec } = await cluster.get<{ spec: { minReplicas: number } }>('hpa', service);
  await cluster.run('delete', 'hpa', service);
  try {
    await work();
  } finally {
    await cluster.apply([{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: service }, spec }]);
    await scale(cluster, service, spec.minReplicas);
  }
}

/** Resolves when so many are ready. */
export async function scale(cluster: Cluster, service: string, replicas: number): Promise<string[]> {
  await cluster.run('scale', `deployment/${service}`, `--replicas=${replicas}`);
  return haveReady(cluster, service, replicas);
}
