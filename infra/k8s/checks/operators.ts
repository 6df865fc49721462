import { type Manifest, ofKind } from './manifest.ts';

const service = (name: string, port: number, selector: Record<string, string>): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port, targetPort: port }] },
});

const pods = (name: string, port: number, labels: Record<string, string>): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name },
  spec: { template: { metadata: { labels }, spec: { containers: [{ name, ports: [{ containerPort: port }] }] } } },
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What CloudNativePG makes of a Cluster, as far as others name it. */
const ofPostgres = ({ metadata: { name }, spec }: Manifest): Manifest[] => {
  const { database, owner } = spec.bootstrap.initdb as { database: string; owner: string };
  const labels = { 'cnpg.io/cluster': name };
  const data = { username: owner, password: 'made', uri: `postgresql://${owner}:made@${name}-rw:5432/${database}` };
  return [
    service(`${name}-rw`, 5432, labels),
    pods(name, 5432, labels),
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: `${name}-app` }, data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])) },
  ];
};

/** What Strimzi makes of a Kafka and its pools: it lets in whom a listener names. */
const ofKafka = ({ metadata: { name }, spec }: Manifest): Manifest[] => {
  const labels = { 'strimzi.io/cluster': name };
  const listeners = spec.kafka.listeners as { port: number; networkPolicyPeers?: object[] }[];
  const ingress = listeners.map(({ port, networkPolicyPeers: from }) => ({ ports: [{ port }], ...(from && { from }) }));
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `${name}-network-policy-kafka` }, spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'], ingress } };
  return [service(`${name}-kafka-bootstrap`, 9092, labels), pods(`${name}-kafka`, 9092, labels), policy];
};

/** Manifests that nobody writes: what operators make of those that are there. */
export const madeByOperators = (manifests: readonly Manifest[]): Manifest[] => [
  ...ofKind(manifests, 'Cluster').flatMap(ofPostgres),
  ...ofKind(manifests, 'Kafka').flatMap(ofKafka),
];
