import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import { withRouter } from '../with-router.ts';

export const lateMessage = withRouter({
  name: 'late-message',
  shows: 'The authorization reaches the order after the consumer has cancelled: it changes nothing any more.',
  async play(stage, router) {
    const { narrator } = stage;
    const lea = await stage.newConsumer('Lea');
    const held = await router.hold('AccountAuthorized').for('order');
    narrator.say('The message router keeps every AccountAuthorized from the order service.\n');
    const order = await OrderStory.place(stage, lea);
    await held.holds();
    narrator.deed('the money is held, and the order does not know');
    await order.cancel();
    await order.hears(STEPS_OF_UNDOING);
    await held.lift();
    narrator.deed('the router lets AccountAuthorized go, too late');
    const later = await OrderStory.place(stage, lea, {}, '(a later order)');
    const { orderTotal } = await later.reaches('APPROVED');
    later.hush();
    checkRejected(stage, await order.ends(), 'CANCELLED_BY_CONSUMER', orderTotal.amount);
  },
});
