import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const cancelledWhilePending: Scenario = {
  name: 'cancelled-while-pending',
  shows: 'The consumer cancels before the order is approved; steps that come late meet tombstones.',
  async play(stage) {
    const { narrator, processes } = stage;
    const mia = await stage.newConsumer('Mia');
    try {
      processes.putToSleep('consumer');
      narrator.say('The consumer service is put to sleep (SIGSTOP), so that nobody verifies Mia.\n');
      const order = await OrderStory.place(stage, mia);
      await order.hears(['TicketCreated']);
      await order.cancel();
      await order.hears(['OrderRejected', 'TicketCancelled', 'DeliveryCancelled']);
      narrator.deed('the consumer service wakes (SIGCONT): it hears of the order only now, and of its end too');
      processes.wake('consumer');
      await order.hears(STEPS_OF_UNDOING, 60_000);
      checkRejected(stage, await order.ends(), 'CANCELLED_BY_CONSUMER');
      const late = stage.wiretap.of(order.id).some(({ type }) => type === 'AccountAuthorized');
      narrator.check('the late step held no money', !late, 'an AccountAuthorized passed');
    } finally {
      processes.wakeAll();
    }
  },
};
