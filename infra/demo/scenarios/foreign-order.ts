import { problemText } from '../gateway.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const foreignOrder: Scenario = {
  name: 'foreign-order',
  shows: 'Nobody sees or cancels the order of somebody else, however good their token is.',
  async play(stage) {
    const { narrator, gateway } = stage;
    const [owner, stranger] = [await stage.newConsumer('Olga'), await stage.newConsumer('Stan')];
    const order = await OrderStory.place(stage, owner);
    await order.reaches('APPROVED');
    await order.hears(['DeliveryCreated']);
    order.hush();
    narrator.say('\n  Stan knows the number of Olga\'s order.\n');
    const attempts = [
      ['GET', `/v1/orders/${order.id}`],
      ['GET', `/v1/orders/${order.id}/status-stream`],
      ['POST', `/v1/orders/${order.id}/cancel`],
      ['GET', `/v1/deliveries/${order.id}`],
      ['GET', `/v1/consumers/${owner.id}`],
      ['GET', `/v1/consumers/${owner.id}/account`],
    ] as const;
    for (const [method, path] of attempts) {
      const { status, body } = await stranger.tries(method, path, method === 'POST' ? {} : undefined);
      narrator.check(`${method} ${path.replace(order.id, '…').replace(owner.id, '…')} is answered ${status}`, status === 404 || status === 403, problemText(body));
    }
    const { status } = await gateway.call('GET', `/v1/orders/${order.id}`);
    narrator.check(`without a token the answer is ${status}`, status === 401);
    const { state } = await order.current();
    narrator.check('the order is as it was', state === 'APPROVED', state);
  },
};
