import { SIMULATORS } from '../../simulators/server-spec.ts';
import { checkMessages, checkUndone, STEPS_TO_APPROVAL } from '../checks.ts';
import type { MenuItem } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const STEPS_OF_COOKING = ['TicketAccepted', 'TicketPreparationStarted', 'TicketReadyForPickup'];
/** A slow town, and a meal that takes long. */
const COOKED_WITHIN_MS = 180_000;

interface TownRestaurant {
  readonly restaurantId: string;
  readonly name: string;
  readonly menu: readonly MenuItem[];
}

export const townLives: Scenario = {
  name: 'town-lives',
  shows: 'Jane orders at a restaurant of the town; its staff, a process of its own, accepts, cooks and has it ready. Nobody else acts.',
  async play(stage) {
    const { narrator, processes } = stage;
    if (!processes.has(SIMULATORS)) {
      if (!stage.hurried) throw new Error('Nobody is at work in the town: start the stack without --no-simulators.');
      narrator.say('Passed over: it needs the simulators, which `npm start -- --no-simulators` leaves out.');
      return;
    }
    const jane = await stage.newConsumer('Jane');
    const { restaurantId, name, menu } = await ajanta(stage);
    narrator.say(`Jane orders ${menu[0]!.name} at ${name}, and then everybody waits for its staff.\n`);
    const order = await OrderStory.place(stage, jane, { restaurantId, lineItems: [{ menuItemId: menu[0]!.menuItemId, quantity: 1 }] });
    await order.hears(STEPS_TO_APPROVAL);
    const decided = await eventually('the staff to be done with it', () => heard(stage, order.id, ['TicketReadyForPickup', 'TicketRejected']), COOKED_WITHIN_MS);
    if (decided === 'TicketRejected') {
      await order.reaches('CANCELLED');
      checkUndone(stage, await order.ends(), 'CANCELLED', 'BY_RESTAURANT');
      return;
    }
    const { ticket } = await order.ends();
    narrator.check('the food is ready', ticket === 'READY_FOR_PICKUP', `the ticket is ${ticket}`);
    checkMessages(stage, [order], [...STEPS_TO_APPROVAL, ...STEPS_OF_COOKING]);
  },
};

const heard = ({ wiretap }: Stage, orderId: string, types: readonly string[]): string | undefined =>
  wiretap.of(orderId).find(({ type }) => types.includes(type))?.type;

async function ajanta({ gateway }: Stage): Promise<TownRestaurant> {
  const { restaurants } = await gateway.ask<{ restaurants: readonly TownRestaurant[] }>('GET', '/v1/restaurants?limit=100');
  const found = restaurants.find(({ name }) => name === 'Ajanta');
  if (!found) throw new Error('There is no restaurant named Ajanta: has the demo data been loaded?');
  return gateway.ask<TownRestaurant>('GET', `/v1/restaurants/${found.restaurantId}`);
}
