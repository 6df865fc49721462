import { STEPS_TO_APPROVAL, checkMessages } from '../checks.ts';
import { StackControl } from '../../control.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const ORDERS = 3;

export const brokerKilled: Scenario = {
  name: 'broker-killed',
  shows: 'A Kafka broker is killed (kill -9). One of three: orders go on. The only one: they are taken, and worked off when it is back.',
  async play(stage) {
    const { narrator, processes } = stage;
    const brokers = processes.all('kafka');
    const [victim] = brokers;
    if (!victim) return narrator.say('The Kafka in use is not one of this stack: it is left alone.');
    const spare = brokers.length > 1;
    narrator.say(
      spare
        ? `There are ${brokers.length} brokers, each record is on all of them and acknowledged when two have it: one may go.`
        : 'There is one broker: with it gone, orders wait in the outbox. `npm start -- --brokers 3` on fresh data shows it with a spare.',
    );
    const control = new StackControl();
    const mia = await stage.newConsumer('Mia');
    try {
      narrator.cue();
      await control.down(victim);
      narrator.deed(`kill -9: ${victim} is gone, and stays away`);
      const orders: OrderStory[] = [];
      for (let n = 1; n <= ORDERS; n += 1) orders.push(await OrderStory.place(stage, mia, {}, `#${n}`));
      narrator.check(`all ${ORDERS} orders were taken without it`, orders.length === ORDERS);
      if (!spare) {
        const states = await Promise.all(orders.map(async (order) => (await order.current()).state));
        narrator.check('and wait: nobody has heard of them', states.every((state) => state === 'APPROVAL_PENDING'), states.join());
        await control.up(victim);
        narrator.deed(`${victim} is back`);
      }
      for (const order of orders) await order.reaches('APPROVED', 60_000);
      narrator.check(spare ? 'and are APPROVED while it is still away' : 'they are APPROVED now', true);
      for (const order of orders) await order.hears(STEPS_TO_APPROVAL, 60_000);
      for (const order of orders) order.hush();
      narrator.blank();
      checkMessages(stage, orders, STEPS_TO_APPROVAL);
    } finally {
      await control.up(victim);
    }
  },
};
