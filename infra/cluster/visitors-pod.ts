import type { Cluster } from './kubectl.ts';

interface Deployed {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } } };
}

/** The tag of the images that run there. */
export async function imageTag(cluster: Cluster): Promise<string> {
  const { spec } = await cluster.get<Deployed>('deployment', 'order');
  return spec.template.spec.containers[0]!.image.split(':').at(-1)!;
}

/** A pod in which visitors wait for what they are told to do: `ftgo/visitors`. */
export const visitorsPod = ({ name, namespace, tag, env }: { name: string; namespace: string; tag: string; env: Readonly<Record<string, string>> }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name } },
  spec: {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name,
        image: `ftgo/visitors:${tag}`,
        imagePullPolicy: 'IfNotPresent',
        args: ['wait'],
        env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
});
