// npm run test:k8s -- [--only deploy,edges] [--rate 50] [--times 1] [--minutes 1]
// The local overlay on the cluster of kubectl's current context: judged by the server, deployed, and disturbed while people order.
import { parseArgs } from 'node:util';
import { Cluster } from '../../infra/cluster/kubectl.ts';
import { imageTag } from '../../infra/cluster/visitors-pod.ts';
import { Visitors } from '../../infra/cluster/visitors.ts';
import { Narrator } from '../../infra/demo/narrator.ts';
import { deploy, memory } from './deploy.ts';
import { autoscaling, deletedPods, evictions, rollingUpdates, scaling } from './disturbances.ts';
import { edges } from './edges.ts';
import { refusals } from './refusals.ts';
import type { Stage } from './stage.ts';

interface Act {
  readonly shows: string;
  readonly play: (stage: Stage) => Promise<void>;
}

const acts: Readonly<Record<string, Act>> = {
  deploy: { shows: 'from nothing to the first approved order', play: deploy },
  edges: { shows: 'who may talk to whom', play: edges },
  refusals: { shows: 'pods that are not taken in', play: refusals },
  rolling: { shows: 'every service is updated while people order', play: rollingUpdates },
  deletes: { shows: 'pods are deleted while people order', play: deletedPods },
  scaling: { shows: 'the order service is one, three, one', play: scaling },
  evictions: { shows: 'the disruption budget holds', play: evictions },
  autoscaling: { shows: 'the order service grows with its load, and shrinks', play: autoscaling },
  memory: { shows: 'what it takes', play: memory },
};

const options = {
  only: { type: 'string', default: Object.keys(acts).join() },
  rate: { type: 'string', default: '50' },
  times: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '1' },
} as const;

const { only, rate, times, minutes } = parseArgs({ options }).values;
const chosen = only.split(',');
const unknown = chosen.find((name) => !(name in acts));
if (unknown) {
  console.error(`There is no act named ${unknown}, but ${Object.entries(acts).map(([name, { shows }]) => `\n  ${name.padEnd(12)} ${shows}`).join('')}`);
  process.exit(2);
}

const narrator = new Narrator();
const stage: Stage = { cluster: new Cluster(), visitors: new Visitors(), narrator, rate: Number(rate), times: Number(times), minutes: Number(minutes) };
try {
  if (!chosen.includes('deploy')) await stage.visitors.arrive(await imageTag(stage.cluster));
  for (const name of chosen) {
    narrator.title(name, acts[name]!.shows);
    await acts[name]!.play(stage).catch((error: Error) => narrator.fault(error.message));
  }
} catch (error) {
  narrator.fault((error as Error).message);
} finally {
  await stage.visitors.leave().catch(() => undefined);
}
process.exit(narrator.verdict() ? 0 : 1);
