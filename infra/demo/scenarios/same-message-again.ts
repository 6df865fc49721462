import { sameMessageAgain as inTheLab } from '../../../labs/duplicates/same-message-again.ts';
import { STEPS_TO_APPROVAL, checkApproved, checkMessages } from '../checks.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import { Redelivery } from '../redelivery.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const ACCOUNTING = 'ftgo.consumer.accounting';
/** The two that ask accounting for an authorization. */
const ASKING = ['ConsumerVerified', 'TicketCreated'];

export const sameMessageAgain: Scenario = {
  name: 'same-message-again',
  shows: 'What asked for an authorization is delivered twice more, the last time to a service just killed: the amount is held once.',
  async play(stage) {
    const { narrator, processes, servers } = stage;
    const mia = await stage.newConsumer('Mia');
    const order = await OrderStory.place(stage, mia);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    narrator.cue();
    await deliverAgain(stage, order);
    const pid = processes.kill('consumer');
    narrator.deed(`kill -9 ${pid}: the consumer service is gone`);
    await processes.replaced('consumer', pid);
    await deliverAgain(stage, order);
    await eventually('the new consumer service to answer', async () => {
      const { status } = await mia.tries('GET', `/v1/consumers/${mia.id}/account`);
      return status === 200 || undefined;
    });
    checkApproved(stage, await order.ends());
    checkMessages(stage, [order], STEPS_TO_APPROVAL);
    const [without, withInbox] = await Promise.all([inTheLab(servers, 'at least once'), inTheLab(servers, 'effectively once')]);
    narrator.check('in the lab, a receiver without an inbox handles the same message three times', without === 3, `${without} times`);
    narrator.check('and one with an inbox once', withInbox === 1, `${withInbox} times`);
  },
};

/** Accounting has had them when this resolves. */
async function deliverAgain({ wiretap, narrator, servers }: Stage, { id }: OrderStory): Promise<void> {
  const redelivery = new Redelivery(servers.kafkaBrokers);
  for (const type of ASKING) {
    const first = wiretap.of(id).find((message) => message.type === type)!;
    const copy = await redelivery.sendAgain(first);
    await redelivery.settledBy(ACCOUNTING, copy);
    narrator.deed(`accounting has been given ${type} ${first.id.slice(-8)} again`);
  }
}
