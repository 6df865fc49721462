import { randomUUID } from 'node:crypto';
import { STEPS_TO_APPROVAL, checkApproved, checkMessages } from '../checks.ts';
import type { OrderDocument } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { problemText } from '../gateway.ts';
import { OrderStory, usualOrder } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

export const idempotentRepeat: Scenario = {
  name: 'idempotent-repeat',
  shows: 'The answer was lost and the order is sent again with the same Idempotency-Key: one order, one answer.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const ida = await stage.newConsumer('Ida');
    const key = randomUUID();
    const send = async (what: string, wish: object) => {
      narrator.request(`POST /v1/orders  ${what}`);
      const answer = await ida.tries<OrderDocument>('POST', '/v1/orders', wish, key);
      narrator.answer(answer.status === 201 ? `201 order ${answer.body.orderId}` : `${answer.status} ${problemText(answer.body)}`);
      return answer;
    };
    narrator.say(`Ida orders under the key ${key}.\n`);
    narrator.cue();
    const first = await send('', usualOrder(stage));
    const again = await send('once more', usualOrder(stage));
    const other = await send('the same key, but another order', usualOrder(stage, { lineItems: [{ menuItemId: kitchen.naan.menuItemId, quantity: 9 }] }));
    const order = new OrderStory(stage, ida, first.body.orderId);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    const ending = await order.ends();
    narrator.check('the repeat is answered with the first order', again.status === 201 && again.body.orderId === order.id);
    narrator.check('another order under the same key is refused', other.status === 422 && other.body.code === 'IDEMPOTENCY_KEY_REUSED', problemText(other.body));
    const orders = await eventually('her order is in the history', async () => {
      const { orders } = await ida.get<{ orders: unknown[] }>('/v1/orders');
      return orders.length > 0 ? orders : undefined;
    });
    narrator.check('Ida has one order', orders.length === 1, `she has ${orders.length}`);
    checkApproved(stage, ending);
    checkMessages(stage, [order], STEPS_TO_APPROVAL);
  },
};
