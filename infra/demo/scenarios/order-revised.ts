import { STEPS_TO_APPROVAL, checkApproved } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const STEPS_OF_THE_SAGA = ['OrderRevisionRequested', 'BeginReviseTicket', 'ReviseAuthorization', 'ConfirmReviseTicket', 'OrderRevised'];

export const orderRevised: Scenario = {
  name: 'order-revised',
  shows: 'An approved order gets other lines: the kitchen agrees, the account holds the new total, and only then has the order its new lines.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const rita = await stage.newConsumer('Rita');
    const order = await OrderStory.place(stage, rita);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    narrator.say('\n  A third vindaloo, and a naan.\n');
    await order.revise([
      { menuItemId: kitchen.vindaloo.menuItemId, quantity: 3 },
      { menuItemId: kitchen.naan.menuItemId, quantity: 1 },
    ]);
    await order.hears(STEPS_OF_THE_SAGA);
    await order.settles();
    const ending = await order.ends();
    checkApproved(stage, ending);
    const total = 3 * kitchen.vindaloo.price.amount + kitchen.naan.price.amount;
    narrator.check('it costs what its new lines cost', ending.order.orderTotal.amount === total, `it costs ${ending.order.orderTotal.amount} cents, not ${total}`);
  },
};
