import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { parseAllDocuments } from 'yaml';

export type Labels = Readonly<Record<string, string>>;

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  // Each kind's own, which the schemas answer for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [part: string]: any;
}

export const manifestsIn = (yaml: string): Manifest[] => parseAllDocuments(yaml).map((document) => withWholeSecrets(document.toJS() as Manifest));

/** Kustomize breaks long Base64 into lines, which Kubernetes reads as one. */
function withWholeSecrets(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Secret') return manifest;
  const data = Object.entries(manifest['data'] as Record<string, string>).map(([key, value]) => [key, value.replaceAll(/\s/g, '')]);
  return { ...manifest, data: Object.fromEntries(data) as Record<string, string> };
}

export const named = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

export const ofKind = (manifests: readonly Manifest[], ...kinds: string[]): Manifest[] => manifests.filter(({ kind }) => kinds.includes(kind));

/** What makes pods. */
export interface Workload {
  readonly manifest: Manifest;
  readonly name: string;
  readonly labels: Labels;
  readonly pod: IPodSpec;
}

export const workloadsIn = (manifests: readonly Manifest[]): Workload[] =>
  ofKind(manifests, 'Deployment', 'StatefulSet', 'Job').map((manifest) => {
    const { metadata, spec } = manifest['spec'].template as { metadata: { labels: Labels }; spec: IPodSpec };
    return { manifest, name: named(manifest), labels: metadata.labels, pod: spec };
  });

/** Those that go on for ever, which is all but Jobs. */
export const lasting = (manifests: readonly Manifest[]): Workload[] => workloadsIn(manifests).filter(({ manifest }) => manifest.kind !== 'Job');

export const containersOf = ({ pod }: Workload): IContainer[] => [...(pod.initContainers ?? []), ...pod.containers];

/** The first container, which is the program. */
export const programOf = ({ pod }: Workload): IContainer => pod.containers[0]!;

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Whether a label selector means what has these labels; an empty one means everything. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const holds: Record<string, (key: string, values: readonly string[]) => boolean> = {
    In: (key, values) => values.includes(labels[key] ?? ''),
    NotIn: (key, values) => !values.includes(labels[key] ?? ''),
    Exists: (key) => key in labels,
    DoesNotExist: (key) => !(key in labels),
  };
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => holds[operator]!(key, values))
  );
}
