import { imageTag } from '../../infra/cluster/visitors-pod.ts';
import type { Stage } from './stage.ts';

const asItShouldBe = (image: string) => ({
  name: 'probe',
  image,
  ports: [{ containerPort: 8080 }],
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
  securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
});

type Container = ReturnType<typeof asItShouldBe>;

const cases: readonly (readonly [what: string, change: (container: Container) => object, said?: RegExp])[] = [
  ['a pod as it should be', (container) => container],
  ['a container that runs as root', (container) => ({ ...container, securityContext: { ...container.securityContext, runAsNonRoot: false, runAsUser: 0 } }), /runAsNonRoot|runAsUser/],
  ['a container without a limit of memory', (container) => ({ ...container, resources: { requests: container.resources.requests } }), /limit of memory/],
  ['a container at a privileged port', (container) => ({ ...container, ports: [{ containerPort: 80 }] }), /privileged port/],
  ['a container that may gain privileges', (container) => ({ ...container, securityContext: { ...container.securityContext, allowPrivilegeEscalation: true } }), /allowPrivilegeEscalation/],
  ['an image without a tag', (container) => ({ ...container, image: container.image.split(':')[0] }), /needs a tag/],
];

/** What the namespace takes in, and what it does not. */
export async function refusals({ cluster, narrator }: Stage): Promise<void> {
  const container = asItShouldBe(`ftgo/order:${await imageTag(cluster)}`);
  for (const [what, change, said] of cases) {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe' }, spec: { automountServiceAccountToken: false, containers: [change(container)] } };
    const answer = await cluster.apply([pod], '--dry-run=server').then(
      () => 'taken',
      (error: Error) => error.message,
    );
    if (said) narrator.check(`${what} is refused`, said.test(answer), answer);
    else narrator.check(`${what} is taken`, answer === 'taken', answer);
  }
}
