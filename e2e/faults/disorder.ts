import type { RouterClient } from '../../infra/router/client.ts';

/** Of the messages on their way to a service. */
const SHARE = 0.03;

/** Lets some messages arrive twice, and some after the next one of their key: more than Kafka itself would ever do. */
export async function bringDisorder(router: RouterClient, seed: number): Promise<void> {
  await router.ask('POST', '/rules', { action: { kind: 'double' }, probability: SHARE, seed });
  await router.ask('POST', '/rules', { action: { kind: 'reorder', next: 1, within: 1_000 }, probability: SHARE, seed: seed + 1 });
}
