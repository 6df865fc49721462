import { setTimeout as after } from 'node:timers/promises';
import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const TELL_EVERY_MS = 10_000;
const LONGEST_WAIT_IN_A_HURRY_MS = 60_000;
const HOW_TO_SHORTEN = 'FTGO_CREATION_DEADLINE_SECONDS=10 npm start makes it 10 s';

export const creationDeadline: Scenario = {
  name: 'creation-deadline',
  shows: 'Nobody answers until the deadline (5 minutes unless configured): the order is rejected, not forgotten.',
  async play(stage) {
    const { narrator, processes } = stage;
    const walter = await stage.newConsumer('Walter');
    try {
      processes.putToSleep('consumer');
      narrator.say('The consumer service is put to sleep (SIGSTOP), so that nobody verifies Walter.\n');
      const order = await OrderStory.place(stage, walter);
      const { approvalDeadline } = await order.current();
      const due = Date.parse(approvalDeadline ?? '');
      if (stage.hurried && due - Date.now() > LONGEST_WAIT_IN_A_HURRY_MS) {
        narrator.say(`That is until ${approvalDeadline}, too long for --all. Watch it by itself; ${HOW_TO_SHORTEN}.`);
        await walter.post(`/v1/orders/${order.id}/cancel`, {});
        return order.hush();
      }
      narrator.say(`It must be approved by ${approvalDeadline}. (${HOW_TO_SHORTEN}.)`);
      for (let left = due - Date.now(); left > 0; left = due - Date.now()) {
        narrator.deed(`${Math.ceil(left / 1000)} s left`);
        await after(Math.min(left, TELL_EVERY_MS));
      }
      await order.reaches('REJECTED');
      await order.hears(['OrderRejected', 'TicketCancelled', 'DeliveryCancelled']);
      narrator.deed('the consumer service wakes (SIGCONT)');
      processes.wake('consumer');
      await order.hears(STEPS_OF_UNDOING, 60_000);
      checkRejected(stage, await order.ends(), 'CREATION_DEADLINE_PASSED');
    } finally {
      processes.wakeAll();
    }
  },
};
