import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../infra/cluster/kubectl.ts';
import { seen } from '../../infra/cluster/seen.ts';
import { imageTag } from '../../infra/cluster/visitors-pod.ts';
import { workspaceRoot } from '../../infra/folders.ts';
import { Problem } from '../../infra/problem.ts';
import type { Stage } from './stage.ts';

const base = join(workspaceRoot, 'k8s', 'base');
const overlay = join(workspaceRoot, 'k8s', 'overlays', 'local');

/** The API server judges every object; then all of them are made, and an order is placed. */
export async function deploy({ cluster, visitors, narrator }: Stage): Promise<void> {
  if (!existsSync(join(overlay, 'own'))) throw new Problem('The local overlay is not complete: `npm run images`, then `npm run k8s:local -- <tag>`.');
  // What is in a namespace that is not there cannot be judged.
  await cluster.run('apply', `--filename=${join(base, 'namespace.yaml')}`);
  const judged = (await cluster.run('apply', '--server-side', '--dry-run=server', '--field-manager=test', '--force-conflicts', `--kustomize=${overlay}`)).trim().split('\n');
  narrator.check(`the API server takes all ${judged.length} objects (dry run)`, judged.length > 0);

  const before = await cluster.list('deployments');
  narrator.fact('in there', before.length === 0 ? 'nothing' : `${before.length} Deployments: this is no first time`);
  const began = performance.now();
  const since = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`;
  await cluster.run('apply', `--kustomize=${overlay}`);
  await cluster.run('wait', '--for=condition=Complete', 'job', '--all', '--timeout=600s');
  narrator.fact('set up', `schemas, topics and demo data after ${since()}`);
  await cluster.run('wait', '--for=condition=Available', 'deployment', '--all', '--timeout=600s');
  await visitors.arrive(await imageTag(cluster));
  const { states } = await (await visitors.order(1, { seconds: 1, consumers: 1 })).end();
  narrator.check('an order is approved', states['APPROVED'] === 1, JSON.stringify(states));
  narrator.fact('in all', `${since()} from kubectl apply to that order`);
}

interface NodeSummary {
  readonly pods: readonly { readonly podRef: { readonly name: string; readonly namespace: string }; readonly memory?: { readonly workingSetBytes: number } }[];
}

/** What the pods take, by their nodes' own account. */
export async function memory({ cluster, narrator }: Stage): Promise<void> {
  // A pod that came just now has not been looked at.
  const pods = await seen('an account of every pod', async () => {
    const found = await workingSets(cluster);
    return found.every(({ mebibytes }) => mebibytes > 0) ? found : undefined;
  });
  narrator.fact('in all', `${pods.reduce((sum, { mebibytes }) => sum + mebibytes, 0)} MiB in ${pods.length} pods`);
  for (const { name, mebibytes } of pods) narrator.fact('', `${String(mebibytes).padStart(5)} MiB  ${name}`);
}

async function workingSets(cluster: Cluster): Promise<{ name: string; mebibytes: number }[]> {
  const nodes = await cluster.list<{ metadata: { name: string } }>('nodes');
  const summaries = await Promise.all(nodes.map(async ({ metadata }) => JSON.parse(await cluster.run('get', `--raw=/api/v1/nodes/${metadata.name}/proxy/stats/summary`)) as NodeSummary));
  return summaries
    .flatMap((summary) => summary.pods)
    .filter(({ podRef, memory }) => podRef.namespace === cluster.namespace && memory)
    .map(({ podRef, memory }) => ({ name: podRef.name, mebibytes: Math.round(memory!.workingSetBytes / 2 ** 20) }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
