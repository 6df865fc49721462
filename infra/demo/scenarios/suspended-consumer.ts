import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const suspendedConsumer: Scenario = {
  name: 'suspended-consumer',
  shows: 'An operator suspends a consumer, whose token is still good; the next order is rejected.',
  async play(stage) {
    const { narrator, operator } = stage;
    const sam = await stage.newConsumer('Sam');
    await operator.put(`/v1/consumers/${sam.id}/status`, { status: 'SUSPENDED' });
    narrator.say('Sam has been suspended, and orders all the same.\n');
    const order = await OrderStory.place(stage, sam);
    await order.reaches('REJECTED');
    await order.hears(['ConsumerVerificationFailed', ...STEPS_OF_UNDOING]);
    checkRejected(stage, await order.ends(), 'CONSUMER_SUSPENDED');
  },
};
