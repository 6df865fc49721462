import { STEPS_TO_APPROVAL, checkMessages, checkUndone } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const STEPS_OF_CANCELLING = ['TicketRejected', 'OrderCancelled', 'TicketCancelled', 'AuthorizationReversed', 'DeliveryCancelled'];

export const ticketRejected: Scenario = {
  name: 'ticket-rejected',
  shows: 'The restaurant turns an approved order away: it is cancelled, and everyone undoes what they did.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const tara = await stage.newConsumer('Tara');
    const order = await OrderStory.place(stage, tara);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    narrator.say(`\n  The staff of ${kitchen.name} sees the ticket, and the tandoor is out of order.\n`);
    await order.isHandled('reject', { reason: 'The tandoor is out of order.' });
    await order.hears(STEPS_OF_CANCELLING);
    await order.streams('CANCELLED');
    const ending = await order.ends();
    checkUndone(stage, ending, 'CANCELLED', 'BY_RESTAURANT');
    narrator.check('the consumer reads the words of the restaurant', ending.order.detail === 'The tandoor is out of order.', `reads ${ending.order.detail}`);
    checkMessages(stage, [order], [...STEPS_TO_APPROVAL, ...STEPS_OF_CANCELLING]);
  },
};
