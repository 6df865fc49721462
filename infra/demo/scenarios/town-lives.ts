import { SIMULATORS } from '../../simulators/server-spec.ts';
import { checkMessages, STEPS_TO_APPROVAL } from '../checks.ts';
import type { MenuItem } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const STEPS_TO_THE_DOOR = [
  'TicketAccepted',
  'DeliveryScheduled',
  'TicketPreparationStarted',
  'TicketReadyForPickup',
  'DeliveryPickedUp',
  'TicketPickedUp',
  'DeliveryDelivered',
  'OrderDelivered',
  'AccountCharged',
];
/** A meal that takes long, all couriers away, and a ride across the town. */
const DELIVERED_WITHIN_MS = 600_000;

interface TownRestaurant {
  readonly restaurantId: string;
  readonly name: string;
  readonly menu: readonly MenuItem[];
}

export const townLives: Scenario = {
  name: 'town-lives',
  shows: 'Jane orders at a restaurant of the town; its staff cooks, a courier brings it to the door. Nobody else acts.',
  async play(stage) {
    const { narrator, processes } = stage;
    if (!processes.has(SIMULATORS)) {
      if (!stage.hurried) throw new Error('Nobody is at work in the town: start the stack without --no-simulators.');
      narrator.say('Passed over: it needs the simulators, which `npm start -- --no-simulators` leaves out.');
      return;
    }
    const jane = await stage.newConsumer('Jane');
    const { restaurantId, name, menu } = await ajanta(stage);
    narrator.say(`Jane orders ${menu[0]!.name} at ${name}, and then waits at the door.\n`);
    const order = await OrderStory.place(stage, jane, { restaurantId, lineItems: [{ menuItemId: menu[0]!.menuItemId, quantity: 1 }] });
    await order.hears(STEPS_TO_APPROVAL);
    const end = await eventually('the order to end', () => heard(stage, order.id, ['OrderDelivered', 'OrderCancelled']), DELIVERED_WITHIN_MS);
    if (end === 'OrderCancelled') {
      const { order: cancelled } = await order.ends();
      narrator.check('it came to nothing, and Jane knows why', ['BY_RESTAURANT', 'NO_COURIER'].includes(cancelled.reason ?? ''), `the reason is ${cancelled.reason}`);
      return;
    }
    await order.hears(STEPS_TO_THE_DOOR);
    const { order: delivered, account, ticket, delivery } = await order.ends();
    narrator.check('the order is DELIVERED', delivered.state === 'DELIVERED', `it is ${delivered.state}`);
    narrator.check('the kitchen has handed it over, the courier has delivered it', ticket === 'PICKED_UP' && delivery === 'DELIVERED', `ticket ${ticket}, delivery ${delivery}`);
    narrator.check('it is paid for: nothing is held any more', account?.held.amount === 0, `${account?.held.amount} cents are held`);
    checkMessages(stage, [order], [...STEPS_TO_APPROVAL, ...STEPS_TO_THE_DOOR]);
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
