import { podsOf, scale, withoutAutoscaler } from '../pods.ts';
import { seen } from '../seen.ts';
import type { Scene } from './scene.ts';

const WRONG = 'order-wrongly-configured';

interface Container {
  readonly env?: readonly { readonly name: string; readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string }; readonly fieldRef?: { readonly fieldPath: string } } }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
}

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly (Container & Record<string, unknown>)[]; readonly securityContext: object } } };
}

interface EndedPod {
  readonly status: { readonly containerStatuses?: readonly { readonly state: { readonly terminated?: { readonly exitCode: number } } }[] };
}

export const configuration: Scene = {
  name: 'configuration',
  shows: 'A new replica is told by the platform how to run; one that is told wrongly says in one line what is wrong (D9, D12).',
  async play({ cluster, narrator }) {
    const { spec } = await cluster.get<Deployment>('deployment', 'order');
    const [program] = spec.template.spec.containers;
    for (const { configMapRef } of program!.envFrom ?? []) narrator.fact('is told by', `the ConfigMap ${configMapRef!.name}`);
    for (const { name, valueFrom } of program!.env ?? []) {
      if (valueFrom) narrator.fact(valueFrom.secretKeyRef ? 'by a Secret' : 'by its pod', `${name} from ${valueFrom.secretKeyRef?.name ?? valueFrom.fieldRef?.fieldPath}`);
    }

    await withoutAutoscaler(cluster, 'order', async () => {
      const before = await scale(cluster, 'order', 2);
      narrator.blank();
      narrator.cue();
      narrator.deed('kubectl scale deployment/order --replicas=3');
      const pods = await scale(cluster, 'order', 3);
      const newcomer = pods.find((pod) => !before.includes(pod))!;
      const [first] = (await cluster.run('logs', newcomer, '--container=program')).split('\n');
      narrator.message(`${newcomer} is ready`, 'nobody told it anything but the platform', performance.now());
      narrator.check('it knows its own name', (JSON.parse(first!) as { instance: string }).instance === newcomer, first);
      narrator.check('and is one of three', (await podsOf(cluster, 'order')).length === 3);
    });

    narrator.blank();
    narrator.deed('a pod of the same image that is told FTGO_KAFKA_BROKERS=localhost, and nothing else');
    const { securityContext } = spec.template.spec;
    const { image, imagePullPolicy, resources, securityContext: ofContainer } = program!;
    const container = { name: 'program', image, imagePullPolicy, resources, securityContext: ofContainer, env: [{ name: 'FTGO_KAFKA_BROKERS', value: 'localhost' }] };
    await cluster.run('delete', 'pod', WRONG, '--ignore-not-found');
    await cluster.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: WRONG }, spec: { restartPolicy: 'Never', automountServiceAccountToken: false, securityContext, containers: [container] } }]);
    try {
      const code = await seen('it to end', async () => (await cluster.get<EndedPod>('pod', WRONG)).status.containerStatuses?.[0]?.state.terminated?.exitCode);
      const lines = (await cluster.run('logs', WRONG)).trim().split('\n');
      for (const line of lines) narrator.say(`  ${line}`);
      narrator.check('it ends at once, with one line that names every setting at fault', code === 1 && lines.length === 1 && /FTGO_DATABASE_URL is not set/.test(lines[0]!), `exit code ${code}, ${lines.length} lines`);
    } finally {
      await cluster.run('delete', 'pod', WRONG, '--wait=false');
    }
  },
};
