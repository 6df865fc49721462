import { STEPS_TO_APPROVAL, checkMessages } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const TO_SLEEP = ['consumer', 'restaurant', 'delivery', 'kafka'];
const ORDERS = 5;

export const servicesDown: Scenario = {
  name: 'services-down',
  shows: 'Consumer, restaurant, delivery and Kafka are all down: orders are taken all the same, and worked off later.',
  async play(stage) {
    const { narrator, processes } = stage;
    const nora = await stage.newConsumer('Nora');
    const sleepers = TO_SLEEP.filter((name) => processes.has(name));
    if (!processes.has('kafka')) narrator.say('The Kafka in use is not one of this stack: it is left alone.');
    try {
      for (const name of sleepers) processes.putToSleep(name);
      narrator.say(`${sleepers.join(', ')}: all put to sleep (SIGSTOP). Nora orders ${ORDERS} times.\n`);
      const orders: OrderStory[] = [];
      for (let n = 0; n < ORDERS; n += 1) orders.push(await OrderStory.place(stage, nora, {}, `#${n + 1}`));
      narrator.check(`all ${ORDERS} orders were taken while nobody else was there`, orders.length === ORDERS);
      narrator.cue();
      narrator.deed('they all wake (SIGCONT), and find the orders waiting');
      processes.wakeAll();
      for (const order of orders) await order.reaches('APPROVED', 90_000);
      for (const order of orders) await order.hears(STEPS_TO_APPROVAL, 60_000);
      for (const order of orders) order.hush();
      narrator.blank();
      narrator.check(`all ${ORDERS} orders are APPROVED`, true);
      checkMessages(stage, orders, STEPS_TO_APPROVAL);
      const { order, account } = await orders[0]!.ends();
      const total = ORDERS * order.orderTotal.amount;
      narrator.check('their amounts are held, each once', account?.held.amount === total, `${account?.held.amount} of ${total} cents`);
    } finally {
      processes.wakeAll();
    }
  },
};
