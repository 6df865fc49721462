import { activeRelay } from '../active-relay.ts';
import { haveReady } from '../pods.ts';
import { seen } from '../seen.ts';
import type { Scene, Stage } from './scene.ts';

const RATE = 10;

/** Another relay is active when the leader's pod is gone in this way. */
async function succeeds({ cluster, visitors, narrator }: Stage, ...flags: readonly string[]): Promise<void> {
  await haveReady(cluster, 'order', 2);
  const before = await seen('an active relay', () => activeRelay(cluster, 'order'));
  const rush = await visitors.order(RATE);
  narrator.cue();
  narrator.deed(`kubectl delete pod ${[before, ...flags].join(' ')}: the leader`);
  await cluster.run('delete', 'pod', before, '--wait=false', ...flags);
  const next = await seen('another relay to be active', async () => {
    const active = await activeRelay(cluster, 'order');
    return active === before ? undefined : active;
  });
  narrator.message(`${next} reads the slot`, 'its relay is the active one', performance.now());
  await haveReady(cluster, 'order', 2);
  const { asked, accepted, failed, lost, stuck, doubled, booksBalance } = await rush.end();
  narrator.fact('orders', `${accepted} of ${asked} accepted; failed ${JSON.stringify(failed)}`);
  narrator.check('no order that was accepted is lost, doubled or stuck', lost + stuck + doubled === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
  narrator.check('the books of all services balance', booksBalance);
}

export const leader: Scene = {
  name: 'leader',
  shows: 'One relay of the outbox is active, whichever has the replication slot; its pod goes, or is killed, and another takes over (D10, D12).',
  async play(stage) {
    await succeeds(stage);
    stage.narrator.blank();
    await succeeds(stage, '--grace-period=0', '--force');
  },
};
