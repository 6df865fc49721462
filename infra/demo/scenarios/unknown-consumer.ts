import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const unknownConsumer: Scenario = {
  name: 'unknown-consumer',
  shows: 'The token is good, and names nobody that FTGO knows, as another identity provider might.',
  async play(stage) {
    const { narrator } = stage;
    narrator.say('The gateway gives tokens to consumers that exist only. This one is signed here, with the key of the local stack.\n');
    const order = await OrderStory.place(stage, await stage.stranger());
    await order.reaches('REJECTED');
    await order.hears(['ConsumerVerificationFailed', ...STEPS_OF_UNDOING]);
    checkRejected(stage, await order.ends(), 'CONSUMER_NOT_FOUND');
  },
};
