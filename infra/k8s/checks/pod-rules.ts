import type { IContainer } from 'kubernetes-models/v1/Container';
import { type Workload, containersOf, lasting, programOf, workloadsIn } from './manifest.ts';
import { quantity } from './quantity.ts';
import { type Rule, each } from './rule.ts';

const containers = (wrong: (container: IContainer, of: Workload) => (string | false | undefined)[]): Rule =>
  each(workloadsIn, (workload) => containersOf(workload).flatMap((container) => wrong(container, workload).map((sentence) => sentence && `${container.name} ${sentence}`)));

const pathOf = (probe: IContainer['livenessProbe']) => probe?.httpGet?.path;

const isAskedThreeThings = each(lasting, (workload) => {
  const { startupProbe, readinessProbe, livenessProbe } = programOf(workload);
  return [
    !startupProbe && 'nobody asks whether it has started',
    !readinessProbe && 'nobody asks whether it is ready',
    !livenessProbe && 'nobody asks whether it is alive',
    pathOf(livenessProbe) !== undefined && pathOf(livenessProbe) === pathOf(readinessProbe) && 'an outage of what it needs would kill it',
  ];
});

const hasBounds = containers(({ resources }) => [
  !resources?.limits?.['memory'] && 'has no limit of memory',
  !resources?.requests?.['memory'] && 'requests no memory',
  !resources?.requests?.['cpu'] && 'requests no CPU',
]);

const fitsItsHeap = containers(({ env = [], resources }) => {
  const heap = /--max-old-space-size=(\d+)/.exec(env.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '')?.[1];
  return [heap !== undefined && Number(heap) * 2 ** 20 > 0.6 * quantity(resources?.limits?.['memory'] ?? 0) && 'may fill its limit of memory with its heap alone'];
});

const mayDoLittle = containers(({ securityContext }, { pod }) => [
  !pod.securityContext?.runAsNonRoot && 'may run as root',
  pod.securityContext?.seccompProfile?.type !== 'RuntimeDefault' && 'may make every system call',
  securityContext?.allowPrivilegeEscalation !== false && 'may gain privileges',
  !securityContext?.capabilities?.drop?.includes('ALL') && 'keeps capabilities',
  Boolean(securityContext?.capabilities?.add || securityContext?.privileged) && 'is given privileges',
  !securityContext?.readOnlyRootFilesystem && 'may write to its own image',
]);

const knowsNothingOfTheCluster = each(workloadsIn, ({ pod }) => [
  pod.automountServiceAccountToken !== false && 'it is given a token of the Kubernetes API',
  pod.enableServiceLinks !== false && 'each Service becomes a variable in its environment',
  (!pod.serviceAccountName || pod.serviceAccountName === 'default') && 'it shares the default service account',
  (pod.hostNetwork || pod.hostPID || pod.hostIPC || pod.volumes?.some(({ hostPath }) => hostPath)) && 'it reaches into its node',
]);

const isOfAKnownImage = containers(({ image = '', imagePullPolicy }) => [
  !/:[^:/]+$|@sha256:/.test(image) && `has an image without a tag: ${image}`,
  image.endsWith(':latest') && `has an image that may be another tomorrow: ${image}`,
  imagePullPolicy !== 'IfNotPresent' && 'asks the registry for an image that is there',
]);

const listensAtOrdinaryPorts = containers(({ ports = [] }) => [
  ports.some(({ containerPort }) => containerPort < 1024) && 'listens at a privileged port',
  ports.some(({ hostPort }) => hostPort) && "takes a port of its node's",
]);

export const podRules = {
  isAskedThreeThings,
  hasBounds,
  fitsItsHeap,
  mayDoLittle,
  knowsNothingOfTheCluster,
  isOfAKnownImage,
  listensAtOrdinaryPorts,
} satisfies Record<string, Rule>;
