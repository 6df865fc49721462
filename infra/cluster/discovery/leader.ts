import { eventually } from '../../demo/eventually.ts';
import type { Cluster } from '../kubectl.ts';
import { haveReady, podsOf } from '../pods.ts';
import type { Scene } from './scene.ts';

interface Active {
  readonly pod: string;
  readonly since: number;
}

/** Which pod said last that its relay is the active one. */
async function activeRelay(cluster: Cluster): Promise<Active | undefined> {
  const pods = await podsOf(cluster, 'order');
  const said = await Promise.all(
    pods.map(async ({ name }) => {
      const lines = (await cluster.run('logs', name, '--container=program').catch(() => '')).split('\n').filter((line) => line.includes('"context":"OutboxRelay"') && line.includes('"role":"'));
      const last = lines.map((line) => JSON.parse(line) as { role: string; time: string }).at(-1);
      return last?.role === 'active' ? { pod: name, since: Date.parse(last.time) } : undefined;
    }),
  );
  return said.filter((each) => each !== undefined).toSorted((one, other) => other.since - one.since)[0];
}

export const leader: Scene = {
  name: 'leader',
  shows: 'One relay of the outbox is active, whichever has the replication slot; it is killed, and another takes over (D10, D12).',
  async play({ cluster, visitors, narrator }) {
    await haveReady(cluster, 'order', 2);
    const before = await eventually('an active relay', () => activeRelay(cluster), 60_000);
    const rush = await visitors.order(10);
    narrator.cue();
    narrator.deed(`kubectl delete pod ${before.pod} --grace-period=0 --force: the leader`);
    const killedAt = Date.now();
    await cluster.run('delete', 'pod', before.pod, '--grace-period=0', '--force');
    const next = await eventually('another relay to be active', async () => {
      const active = await activeRelay(cluster);
      return active && active.pod !== before.pod && active.since > killedAt ? active : undefined;
    }, 60_000);
    narrator.check(`the relay of ${next.pod} is active ${((next.since - killedAt) / 1_000).toFixed(1)} s later`, true);
    await haveReady(cluster, 'order', 2);
    const { asked, accepted, failed, lost, stuck, doubled, booksBalance } = await rush.end();
    narrator.fact('orders', `${accepted} of ${asked} accepted; failed ${JSON.stringify(failed)}: a killed pod finishes nothing`);
    narrator.check('no order that was accepted is lost, doubled or stuck', lost + stuck + doubled === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
    narrator.check('the books of all services balance', booksBalance);
  },
};
