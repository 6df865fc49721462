import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { imageTag, visitorsPod } from './visitors-pod.ts';
import { Cluster } from './kubectl.ts';

const NAME = 'demo';

/** Hears the messages, which nobody else may: gone with the pod. */
const mayListen = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: NAME },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': NAME } },
    policyTypes: ['Egress'],
    egress: [
      { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kafka' } } }], ports: [{ port: 9092 }] },
      { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api-gateway' } } }], ports: [{ port: 8080 }] },
    ],
  },
};
const isHeard = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'kafka-tells-demo' },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kafka' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': NAME } } }], ports: [{ port: 9092 }] }],
  },
};

/** Plays the demo in a pod beside the services, and shows it here. @returns the exit code: 0 where every check held */
export async function demoInCluster(args: readonly string[]): Promise<number> {
  const cluster = new Cluster();
  const env = { FTGO_GATEWAY_URL: 'http://api-gateway', FTGO_KAFKA_BROKERS: 'kafka:9092', ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
  const objects = [mayListen, isHeard, visitorsPod({ name: NAME, namespace: cluster.namespace, tag: await imageTag(cluster), env })];
  try {
    await cluster.apply(objects);
    await cluster.run('wait', '--for=condition=Ready', `pod/${NAME}`, '--timeout=120s');
    const story = spawn('kubectl', [`--namespace=${cluster.namespace}`, 'exec', NAME, '--', '/nodejs/bin/node', '--disable-warning=TimeoutNegativeWarning', '/app/main.mjs', 'demo', ...args], { stdio: 'inherit' });
    const [code] = (await once(story, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await cluster.run('delete', '--ignore-not-found', '--wait=false', `pod/${NAME}`, ...[mayListen, isHeard].map(({ metadata }) => `networkpolicy/${metadata.name}`));
  }
}
