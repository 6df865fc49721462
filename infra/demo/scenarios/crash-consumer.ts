import { STEPS_TO_APPROVAL, checkApproved, checkMessages } from '../checks.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const crashConsumer: Scenario = {
  name: 'crash-consumer',
  shows: 'The consumer service is killed (kill -9) in the middle of an order: another process takes up where it fell.',
  async play(stage) {
    const { narrator, processes } = stage;
    const gus = await stage.newConsumer('Gus');
    narrator.cue();
    const order = await OrderStory.place(stage, gus);
    const pid = processes.kill('consumer');
    narrator.deed(`kill -9 ${pid}: the consumer service is gone`);
    await processes.replaced('consumer', pid);
    narrator.deed('the supervisor has started another one');
    await order.reaches('APPROVED', 60_000);
    await order.hears(STEPS_TO_APPROVAL, 60_000);
    await eventually('the new consumer service to answer', async () => {
      const { status } = await gus.tries('GET', `/v1/consumers/${gus.id}/account`);
      return status === 200 || undefined;
    });
    checkApproved(stage, await order.ends());
    checkMessages(stage, [order], STEPS_TO_APPROVAL);
  },
};
