import { STEPS_TO_APPROVAL, checkMessages, checkUndone } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const STEPS_OF_THE_SAGA = [
  'OrderCancelRequested',
  'BeginCancelTicket',
  'BeginCancelDelivery',
  'ReverseAuthorization',
  'AuthorizationReversed',
  'ConfirmCancelTicket',
  'TicketCancelled',
  'ConfirmCancelDelivery',
  'DeliveryCancelled',
  'OrderCancelled',
];

export const orderCancelled: Scenario = {
  name: 'order-cancelled',
  shows: 'An approved order is cancelled: a saga asks kitchen, courier and account in turn, and the order is locked until all have agreed.',
  async play(stage) {
    const { narrator } = stage;
    const carla = await stage.newConsumer('Carla');
    const order = await OrderStory.place(stage, carla);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    narrator.say('\n  Carla changes her mind. Up to ReverseAuthorization everything could be taken back; from there on it is gone through with.\n');
    await order.cancel();
    await order.hears(STEPS_OF_THE_SAGA);
    await order.streams('CANCELLED');
    narrator.check('the status stream told of the lock', order.streamed.includes('CANCEL_PENDING'), `it told ${order.streamed.join(', ')}`);
    checkUndone(stage, await order.ends(), 'CANCELLED', 'BY_CONSUMER');
    checkMessages(stage, [order], [...STEPS_TO_APPROVAL, ...STEPS_OF_THE_SAGA]);
  },
};
