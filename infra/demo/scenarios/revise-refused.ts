import { STEPS_TO_APPROVAL, checkApproved } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const STEPS_OF_THE_SAGA = ['OrderRevisionRequested', 'BeginReviseTicket', 'ReviseAuthorization', 'StepRefused', 'UndoBeginReviseTicket', 'OrderRevisionRefused'];

export const reviseRefused: Scenario = {
  name: 'revise-refused',
  shows: 'A revision is beyond the credit limit: the account refuses, the kitchen’s yes is taken back, and the order is as it was.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const otto = await stage.newConsumer('Otto');
    const order = await OrderStory.place(stage, otto);
    const { orderTotal } = await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    narrator.say('\n  Otto invites the street.\n');
    await order.revise([{ menuItemId: kitchen.vindaloo.menuItemId, quantity: 100 }]);
    await order.hears(STEPS_OF_THE_SAGA);
    await order.settles();
    const ending = await order.ends();
    checkApproved(stage, ending);
    const { orderTotal: after, saga } = ending.order;
    narrator.check('it costs what it did', after.amount === orderTotal.amount, `it costs ${after.amount} cents, not ${orderTotal.amount}`);
    narrator.check('the order tells why it was not revised', saga?.reason === 'CREDIT_LIMIT_EXCEEDED', `it tells ${saga?.reason}`);
  },
};
