import { STEPS_TO_APPROVAL } from '../checks.ts';
import { notificationsOf, tellAll } from '../notifications.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const HALF_AN_HOUR = 30 * 60 * 1000;
const EXPECTED = ['ORDER_APPROVED', 'TICKET_ACCEPTED', 'TICKET_PREPARATION_STARTED', 'TICKET_READY_FOR_PICKUP'];

export const notified: Scenario = {
  name: 'notified',
  shows: 'The consumer is told at each step. The order service commands it and waits for no answer; the kitchen knows nothing of it.',
  async play(stage) {
    const { narrator, wiretap } = stage;
    const wilma = await stage.newConsumer('Wilma');
    const order = await OrderStory.place(stage, wilma);
    await order.reaches('APPROVED');
    await order.hears([...STEPS_TO_APPROVAL, 'NotifyConsumer']);
    await order.isHandled('accept', { readyBy: new Date(Date.now() + HALF_AN_HOUR).toISOString() });
    await order.isHandled('preparing');
    await order.isHandled('ready');
    const told = await notificationsOf(wilma, 'that it is ready', (all) => all.some(({ kind }) => kind === EXPECTED.at(-1)));
    order.hush();
    tellAll(narrator, told);
    narrator.check('each step was told, in order', EXPECTED.every((kind, index) => told[index]?.kind === kind), told.map(({ kind }) => kind).join(', '));
    narrator.check('they are numbered without a gap', told.every(({ number }, index) => number === index + 1));
    const commands = wiretap.of(order.id).filter(({ type }) => type === 'NotifyConsumer');
    narrator.check('one command was sent: what the kitchen did is heard by a pattern of types, ftgo.ticket.*.v1', commands.length === 1, `${commands.length} were sent`);
  },
};
