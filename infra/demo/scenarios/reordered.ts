import { STEPS_OF_UNDOING, checkRejected } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import { withRouter } from '../with-router.ts';

export const reordered = withRouter({
  name: 'reordered',
  shows: 'OrderRejected overtakes OrderCreated on the way to the kitchen: a tombstone refuses the order that comes after its end.',
  async play(stage, router) {
    const { narrator, wiretap } = stage;
    const ron = await stage.newConsumer('Ron');
    const held = await router.hold('OrderCreated').for('restaurant');
    narrator.say('The message router keeps every OrderCreated from the restaurant service.\n');
    const order = await OrderStory.place(stage, ron);
    await held.holds();
    narrator.deed('the kitchen knows of no order');
    await order.cancel();
    await order.hears(STEPS_OF_UNDOING);
    await held.lift();
    narrator.deed('the router lets OrderCreated go, after OrderRejected');
    const later = await OrderStory.place(stage, ron, {}, '(a later order)');
    const { orderTotal } = await later.reaches('APPROVED');
    later.hush();
    checkRejected(stage, await order.ends(), 'CANCELLED_BY_CONSUMER', orderTotal.amount);
    const made = wiretap.of(order.id).some(({ type }) => type === 'TicketCreated');
    narrator.check('the kitchen made no ticket of it', !made, 'a TicketCreated passed');
  },
});
