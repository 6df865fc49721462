import { checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const restaurantClosed: Scenario = {
  name: 'restaurant-closed',
  shows: 'The restaurant has closed; the kitchen, which knows its hours, refuses the order.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const rosa = await stage.newConsumer('Rosa');
    try {
      await kitchen.close();
      narrator.say(`${kitchen.name} has closed, and Rosa orders there.\n`);
      const order = await OrderStory.place(stage, rosa);
      await order.reaches('REJECTED');
      await order.hears(['TicketCreationFailed', 'OrderRejected', 'AuthorizationReversed', 'DeliveryCancelled']);
      checkRejected(stage, await order.ends(), 'RESTAURANT_CLOSED');
    } finally {
      await kitchen.asAlways();
    }
  },
};
