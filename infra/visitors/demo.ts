import { play } from '../demo/play.ts';
import { Processes } from '../demo/processes.ts';
import type { Scenario } from '../demo/scenario.ts';
import { approved } from '../demo/scenarios/approved.ts';
import { creditLimit } from '../demo/scenarios/credit-limit.ts';
import { idempotentRepeat } from '../demo/scenarios/idempotent-repeat.ts';
import { kitchenAtCapacity } from '../demo/scenarios/kitchen-at-capacity.ts';
import { itemGone, priceChanged } from '../demo/scenarios/menu-races.ts';
import { restaurantClosed } from '../demo/scenarios/restaurant-closed.ts';
import { suspendedConsumer } from '../demo/scenarios/suspended-consumer.ts';
import { ticketAccepted } from '../demo/scenarios/ticket-accepted.ts';
import { ticketRejected } from '../demo/scenarios/ticket-rejected.ts';

/** They need no more than the gateway and the messages, wherever those are. */
const stories: readonly Scenario[] = [approved, suspendedConsumer, restaurantClosed, itemGone, priceChanged, kitchenAtCapacity, creditLimit, ticketAccepted, ticketRejected, idempotentRepeat];

/** @param name of the story; all of them without. @returns whether every check held */
export async function demo(name: string | undefined, { gatewayUrl, kafkaBrokers }: { gatewayUrl: string; kafkaBrokers: readonly string[] }): Promise<boolean> {
  const chosen = stories.filter((each) => name === undefined || each.name === name);
  if (chosen.length === 0) {
    console.error(`In a cluster there are the stories ${stories.map((each) => each.name).join(', ')}, and no ${name}.`);
    return false;
  }
  return play(chosen, { gatewayUrl, servers: { kafkaBrokers, postgresUrl: '' }, processes: new Processes(() => []), tokenKeyFile: '' });
}
