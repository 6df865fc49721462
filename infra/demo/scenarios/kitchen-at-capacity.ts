import { checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const kitchenAtCapacity: Scenario = {
  name: 'kitchen-at-capacity',
  shows: 'The kitchen has all it can do, and refuses one order more.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const carlos = await stage.newConsumer('Carlos');
    try {
      // At least one: a kitchen that may do nothing at all would be closed.
      const first = await OrderStory.place(stage, carlos);
      const { orderTotal } = await first.reaches('APPROVED');
      await first.hears(['TicketConfirmed', 'DeliveryCreated']);
      first.hush();
      const open = await kitchen.openTickets();
      await kitchen.limitTo(open);
      narrator.say(`\n  ${kitchen.name} has ${open} tickets open, and now also a capacity of ${open}. Carlos orders once more.\n`);
      const order = await OrderStory.place(stage, carlos);
      await order.reaches('REJECTED');
      await order.hears(['TicketCreationFailed', 'OrderRejected', 'AuthorizationReversed', 'DeliveryCancelled']);
      checkRejected(stage, await order.ends(), 'KITCHEN_AT_CAPACITY', orderTotal.amount);
    } finally {
      await kitchen.asAlways();
    }
  },
};
