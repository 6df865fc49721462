import type { Cluster } from '../../infra/cluster/kubectl.ts';
import { nobodyEnds } from '../../infra/cluster/pods.ts';
import type { Visitors } from '../../infra/cluster/visitors.ts';
import type { Narrator } from '../../infra/demo/narrator.ts';

/** What every act is played with. */
export interface Stage {
  readonly cluster: Cluster;
  readonly visitors: Visitors;
  readonly narrator: Narrator;
  /** Orders per second. */
  readonly rate: number;
  readonly times: number;
  readonly minutes: number;
}

export const services = ['order', 'consumer', 'restaurant', 'delivery', 'api-gateway'] as const;

/** Does something to the cluster while orders are placed, and checks that nobody who orders has noticed. */
export async function unnoticed({ cluster, visitors, narrator, rate }: Stage, disturb: () => Promise<void>): Promise<void> {
  await nobodyEnds(cluster);
  const began = performance.now();
  const rush = await visitors.order(rate);
  narrator.cue();
  try {
    await disturb();
    // Whoever is told to end may fail whom it serves until it has.
    await nobodyEnds(cluster);
  } catch (error) {
    // Else its orders would be taken for those of the next act.
    await rush.end();
    throw error;
  }
  const { asked, accepted, failed, failedAt, took, states, lost, stuck, doubled, booksBalance, books } = await rush.end();
  narrator.fact('orders', `${asked} in ${Math.round((performance.now() - began) / 1_000)} s, ${accepted} accepted: ${JSON.stringify(states)}`);
  narrator.fact('answered', `after ${took}`);
  narrator.check('no request failed', asked === accepted, `${JSON.stringify(failed)}, ${failedAt.slice(0, 20).join(' ')} s after the first`);
  narrator.check('no order is lost, doubled or stuck', lost + doubled + stuck === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
  narrator.check('the books of all services balance', booksBalance, JSON.stringify(books));
}
