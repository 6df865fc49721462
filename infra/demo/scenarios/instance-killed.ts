import { StackControl } from '../../control.ts';
import type { OrderDocument } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { usualOrder } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const CALLS = 60;
/** Within this part of the calls the instance goes. */
const KILLED_AFTER = 20;

export const instanceKilled: Scenario = {
  name: 'instance-killed',
  shows: 'One of two instances of the order service is killed while it is asked: what it had not answered fails, nothing after.',
  async play(stage) {
    const { narrator, gateway } = stage;
    const control = new StackControl();
    const second = await control.add('order');
    try {
      const ida = await stage.newConsumer('Ida');
      const { orderId } = await ida.post<OrderDocument>('/v1/orders', usualOrder(stage));
      const asks = async (): Promise<number> => (await gateway.call('GET', `/v1/orders/${orderId}`, { token: ida.token })).status;
      await eventually(`${second} to be known to the gateway`, async () => ((await asks()) === 200 ? true : undefined));
      narrator.cue();
      const answers: Promise<number>[] = [];
      let late: Promise<number[]> | undefined;
      for (let n = 0; n < CALLS; n += 1) {
        answers.push(asks());
        if (n === KILLED_AFTER) late = control.down(second).then(() => Promise.all(Array.from({ length: CALLS }, asks)));
      }
      const failed = (await Promise.all(answers)).filter((status) => status !== 200);
      narrator.deed(`kill -9: ${second} is gone in the middle of ${CALLS} calls at once; ${failed.length} of them failed${failed.length > 0 ? ` (${failed[0]})` : ''}`);
      narrator.say('Those were sent to it and not answered: whether it did them, nobody knows. Who asks again with the same Idempotency-Key is safe.');
      const after = await late!;
      narrator.check(`of ${CALLS} calls after its end none failed`, after.every((status) => status === 200), after.filter((status) => status !== 200).join());
    } finally {
      await control.remove(second);
    }
  },
};
