import type { OrderDocument } from '../documents.ts';
import { problemText } from '../gateway.ts';
import { OrderStory, usualOrder } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const PATIENCE_S = 10;

export const preferWait: Scenario = {
  name: 'prefer-wait',
  shows: 'A client waits a bounded time for what comes of its wish, which several services decide through the broker; if that is late it is told so.',
  async play(stage) {
    const { narrator, processes } = stage;
    const xenia = await stage.newConsumer('Xenia');
    const cancel = async (id: string, seconds: number) => {
      narrator.request(`POST /v1/orders/${id}/cancel  (Prefer: wait=${seconds})`);
      const answer = await xenia.waits<OrderDocument>(seconds, `/v1/orders/${id}/cancel`, {});
      narrator.answer(`${answer.status} ${answer.body.state}`);
      return answer;
    };
    const order = async () => {
      narrator.cue();
      narrator.request(`POST /v1/orders  (Prefer: wait=${PATIENCE_S})`);
      const { status, body } = await xenia.waits<OrderDocument>(PATIENCE_S, '/v1/orders', usualOrder(stage));
      narrator.answer(`${status} ${body.state ?? problemText(body)}`);
      narrator.check('the order is APPROVED in the answer that takes it', status === 201 && body.state === 'APPROVED', `it was answered ${status} ${body.state}`);
      return new OrderStory(stage, xenia, body.orderId);
    };

    const one = await order();
    const inTime = await cancel(one.id, PATIENCE_S);
    one.hush();
    narrator.check('and CANCELLED in the answer to the cancellation', inTime.status === 200 && inTime.body.state === 'CANCELLED', `${inTime.status} ${inTime.body.state}`);

    narrator.blank();
    const two = await order();
    try {
      processes.putToSleep('consumer');
      narrator.deed('the consumer service, which has to release the amount, is put to sleep (SIGSTOP)');
      const late = await cancel(two.id, 1);
      narrator.check('what comes of it is not known within a second, and the client is told so', late.status === 202 && late.body.state === 'CANCEL_PENDING', `${late.status} ${late.body.state}`);
    } finally {
      processes.wakeAll();
    }
    narrator.deed('it wakes (SIGCONT): nobody waits for its reply any more, and it has its effect');
    await two.reaches('CANCELLED', 60_000);
    const { account } = await two.ends();
    narrator.check('both orders are CANCELLED and nothing is held', account?.held.amount === 0, `${account?.held.amount} cents are held`);
  },
};
