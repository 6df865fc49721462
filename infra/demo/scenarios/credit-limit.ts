import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { amountText, usd } from '../money.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const creditLimit: Scenario = {
  name: 'credit-limit',
  shows: 'The order exceeds the credit limit: consumer and kitchen said yes, and what the kitchen did is undone.',
  async play(stage) {
    const { narrator, operator } = stage;
    const limit = usd(1500);
    const dora = await stage.newConsumer('Dora');
    await operator.put(`/v1/consumers/${dora.id}/credit-limit`, { creditLimit: limit });
    narrator.say(`Dora has a credit limit of ${amountText(limit)}, and orders for more.\n`);
    const order = await OrderStory.place(stage, dora);
    await order.reaches('REJECTED');
    await order.hears(['ConsumerVerified', 'TicketCreated', 'AuthorizationFailed', ...STEPS_OF_UNDOING]);
    checkRejected(stage, await order.ends(), 'CREDIT_LIMIT_EXCEEDED');
  },
};
