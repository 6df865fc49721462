import { STEPS_TO_APPROVAL } from '../checks.ts';
import { Courier } from '../courier.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Stage } from '../stage.ts';
import { withoutSimulators } from '../without-simulators.ts';

const STEPS_TO_THE_DOOR = ['DeliveryPickedUp', 'TicketPickedUp', 'DeliveryDelivered', 'OrderDelivered', 'AccountCharged'];
const A_MINUTE = 60_000;

export const courierDropsOut = withoutSimulators({
  name: 'courier-drops-out',
  shows: 'A courier goes off duty with an order in their plan: it is offered again, another one takes it and brings it to the door.',
  async play(stage) {
    const { narrator } = stage;
    const [mona, rita, paul] = [await stage.newConsumer('Mona'), await Courier.hire(stage, 'Rita'), await Courier.hire(stage, 'Paul')];
    try {
      const order = await OrderStory.place(stage, mona);
      await order.hears(STEPS_TO_APPROVAL);
      await rita.isOnDuty(true);
      await order.isHandled('accept', { readyBy: new Date(Date.now() + A_MINUTE).toISOString() });
      await order.isHandled('preparing');
      narrator.say('\n  Every courier on duty is asked. Rita says yes, and nobody else.\n');
      await rita.accepts(order.id);
      await scheduled(stage, order.id, 1);
      narrator.check('the order is in Rita’s plan', await rita.hasInPlan(order.id), 'it is not');
      narrator.say('\n  On the way there her chain breaks: she goes off duty. Paul comes on duty.\n');
      await rita.isOnDuty(false);
      await paul.isOnDuty(true);
      await order.hears(['DeliveryUnscheduled']);
      await paul.accepts(order.id);
      await scheduled(stage, order.id, 2);
      narrator.check('it is in Paul’s plan now, and no more in Rita’s', (await paul.hasInPlan(order.id)) && !(await rita.hasInPlan(order.id)), 'it is not');
      await order.isHandled('ready');
      await paul.picksUp(order.id);
      await paul.delivers(order.id);
      await order.hears(STEPS_TO_THE_DOOR);
      const { order: delivered, account, ticket, delivery } = await order.ends();
      narrator.check('the order is DELIVERED', delivered.state === 'DELIVERED', `it is ${delivered.state}`);
      narrator.check('the kitchen has handed it over, the courier has delivered it', ticket === 'PICKED_UP' && delivery === 'DELIVERED', `ticket ${ticket}, delivery ${delivery}`);
      narrator.check('it is paid for: nothing is held any more', account?.held.amount === 0, `${account?.held.amount} cents are held`);
    } finally {
      await Promise.all([rita, paul].map((courier) => courier.isOnDuty(false)));
    }
  },
});

/** The window of an offer has ended, and somebody has the order in their plan. */
async function scheduled({ wiretap }: Stage, orderId: string, times: number): Promise<void> {
  const told = (): number => wiretap.of(orderId).filter(({ type, again }) => type === 'DeliveryScheduled' && !again).length;
  await eventually(`order ${orderId} to be in somebody's plan`, () => told() >= times || undefined, A_MINUTE);
}
