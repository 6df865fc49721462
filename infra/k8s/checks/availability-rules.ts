import { type Manifest, type Workload, named, ofKind, programOf, selects, workloadsIn } from './manifest.ts';
import { type Rule, each } from './rule.ts';
import { Told } from './told.ts';

const deployments = (manifests: readonly Manifest[]): Workload[] => workloadsIn(manifests).filter(({ manifest }) => manifest.kind === 'Deployment');

const budgets: Rule = (manifests) =>
  deployments(manifests).flatMap(({ name, labels }) => {
    const own = ofKind(manifests, 'PodDisruptionBudget').filter(({ spec }) => selects(spec.selector as object, labels));
    if (own.length !== 1) return [`${name}: ${own.length} budgets guard it from eviction, not one`];
    const { maxUnavailable, minAvailable } = own[0]!['spec'] as { maxUnavailable?: number; minAvailable?: number };
    return maxUnavailable === 1 && minAvailable === undefined ? [] : [`${name}: its budget does not let nodes be emptied one pod at a time`];
  });

const scaling =
  (mostReplicas: number): Rule =>
  (manifests) => {
    const told = new Told(manifests);
    return deployments(manifests).flatMap((workload) => {
      const { name, manifest } = workload;
      const scaler = ofKind(manifests, 'HorizontalPodAutoscaler').find(({ spec }) => spec.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === manifest.metadata.name);
      if (!scaler) return [`${name}: nothing scales it`];
      const { minReplicas, maxReplicas } = scaler['spec'] as { minReplicas: number; maxReplicas: number };
      const consumes = 'FTGO_KAFKA_BROKERS' in told.environmentOf(programOf(workload)).environment;
      return [
        ...(manifest['spec'].replicas === undefined ? [] : [`${name}: applying it again would undo its scaling`]),
        ...(minReplicas >= 2 ? [] : [`${name}: while its only pod is moved, nobody takes its place`]),
        ...(!consumes || maxReplicas <= mostReplicas ? [] : [`${name}: a topic has ${mostReplicas} partitions, and the rest of ${maxReplicas} pods would hear nothing`]),
      ];
    });
  };

const replacement = each(deployments, ({ manifest }) => {
  const { maxUnavailable, maxSurge } = (manifest['spec'].strategy?.rollingUpdate ?? {}) as { maxUnavailable?: unknown; maxSurge?: unknown };
  return [(maxUnavailable !== 0 || maxSurge !== 1) && 'an old pod may go before a new one is ready'];
});

const drain: Rule = (manifests) => {
  const told = new Told(manifests);
  return deployments(manifests).flatMap((workload) => {
    const { lifecycle } = programOf(workload);
    const sleep = lifecycle?.preStop?.sleep?.seconds;
    if (!sleep) return [`${workload.name}: it stops while requests still come in`];
    // A program that has not ended after twice its drain time ends itself.
    const { FTGO_DRAIN_SECONDS: drains, FTGO_LINGER_SECONDS: lingers = 0 } = told.environmentOf(programOf(workload)).environment;
    const needed = sleep + Number(lingers) + 2 * Number(drains);
    const given = workload.pod.terminationGracePeriodSeconds ?? 30;
    return given > needed ? [] : [`${workload.name}: it is killed after ${given} s, and may need ${needed} s to stop`];
  });
};

const spread: Rule = each(deployments, ({ labels, pod }) =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((over) => {
    const constraint = pod.topologySpreadConstraints?.find(({ topologyKey }) => topologyKey === over);
    if (!constraint) return `its pods may all share one ${over}`;
    const ownOnly = constraint.matchLabelKeys?.includes('app.kubernetes.io/name') && selects(constraint.labelSelector ?? {}, labels);
    return !ownOnly && `its pods are spread over ${over} by the wrong labels`;
  }),
);

const jobsByTag: Rule = (manifests) =>
  workloadsIn(manifests)
    .filter(({ manifest }) => manifest.kind === 'Job')
    .flatMap((job) => {
      const tag = programOf(job).image?.split(':').at(-1);
      return job.manifest.metadata.name.endsWith(`-${tag}`) ? [] : [`${named(job.manifest)}: the next version could not be applied, since a Job never changes`];
    });

const waitsForItsSchema = each(deployments, (workload) => {
  const { env = [], image = '' } = programOf(workload);
  if (!env.some(({ name }) => name === 'FTGO_DATABASE_URL')) return [];
  const awaited = workload.pod.initContainers?.find(({ args }) => args?.[0] === 'await-schema');
  const service = workload.manifest.metadata.name;
  return [
    awaited?.args?.[1] !== service && 'it may start before its schema is there',
    awaited !== undefined && awaited.image?.split(':').at(-1) !== image.split(':').at(-1) && "it waits for another version's schema",
  ];
});

/** @param mostReplicas a topic's partitions */
export const availabilityRules = (mostReplicas: number): Record<string, Rule> => ({
  budgets,
  scaling: scaling(mostReplicas),
  replacement,
  drain,
  spread,
  jobsByTag,
  waitsForItsSchema,
});
