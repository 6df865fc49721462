import { eventually } from '../../demo/eventually.ts';
import type { Cluster } from '../kubectl.ts';
import { haveReady, podsOf } from '../pods.ts';
import type { Scene } from './scene.ts';

/** In the pod of PostgreSQL, which may have a shell and little else: what its processes say that they do. */
const PROCESSES = 'for process in /proc/[0-9]*; do echo "$(<"$process/cmdline")"; done 2> /dev/null; true';

/** The pod that reads the replication slot. */
async function activeRelay(cluster: Cluster): Promise<string | undefined> {
  const [, ip] = /postgres: walsender ftgo_order ftgo_order ([\d.]+)\(/.exec(await cluster.exec('postgres-0', 'bash', '-c', PROCESSES)) ?? [];
  return (await podsOf(cluster, 'order')).find((pod) => pod.ip === ip)?.name;
}

export const leader: Scene = {
  name: 'leader',
  shows: 'One relay of the outbox is active, whichever has the replication slot; its pod goes, and another takes over (D10, D12).',
  async play({ cluster, visitors, narrator }) {
    await haveReady(cluster, 'order', 2);
    const before = await eventually('an active relay', () => activeRelay(cluster), 60_000);
    const rush = await visitors.order(10);
    narrator.cue();
    narrator.deed(`kubectl delete pod ${before}: the leader`);
    await cluster.run('delete', 'pod', before, '--wait=false');
    const next = await eventually('another relay to be active', async () => {
      const active = await activeRelay(cluster);
      return active === before ? undefined : active;
    }, 60_000);
    narrator.message(`${next} reads the slot`, 'its relay is the active one', performance.now());
    narrator.check('another one took over', next !== before);
    await haveReady(cluster, 'order', 2);
    const { asked, accepted, failed, lost, stuck, doubled, booksBalance } = await rush.end();
    narrator.fact('orders', `${accepted} of ${asked} accepted; failed ${JSON.stringify(failed)}`);
    narrator.check('no order that was accepted is lost, doubled or stuck', lost + stuck + doubled === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
    narrator.check('the books of all services balance', booksBalance);
  },
};
