import { STEPS_TO_APPROVAL, checkApproved, checkMessages } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const approved: Scenario = {
  name: 'approved',
  shows: 'An order from POST to APPROVED: five services, no call between them, only messages.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const jane = await stage.newConsumer('Jane');
    narrator.say(`Jane orders two portions of ${kitchen.vindaloo.name} at ${kitchen.name}.\n`);
    const order = await OrderStory.place(stage, jane);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    await order.streams('APPROVED');
    checkApproved(stage, await order.ends());
    checkMessages(stage, [order], STEPS_TO_APPROVAL);
    narrator.check('the status stream told of the approval', order.streamed.includes('APPROVED'), `it told ${order.streamed}`);
  },
};
