import type { RouterClient } from '../../infra/router/client.ts';

/** Of the messages on their way to a service, for each of the three. */
const SHARE = 0.025;

/** Lets some messages arrive twice, some after the next one of their key, and some late: more than Kafka itself would ever do. */
export async function bringDisorder(router: RouterClient, seed: number): Promise<void> {
  await router.ask('POST', '/rules', { action: { kind: 'double' }, probability: SHARE, seed });
  await router.ask('POST', '/rules', { action: { kind: 'reorder', next: 1, within: 1_000 }, probability: SHARE, seed: seed + 1 });
  await router.ask('POST', '/rules', { action: { kind: 'delay', ms: 1_500 }, probability: SHARE, seed: seed + 2 });
}
