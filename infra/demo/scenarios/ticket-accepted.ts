import { STEPS_TO_APPROVAL, checkApproved, checkMessages } from '../checks.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const STEPS_OF_COOKING = ['TicketAccepted', 'TicketPreparationStarted', 'TicketReadyForPickup'];
const HALF_AN_HOUR = 30 * 60 * 1000;

export const ticketAccepted: Scenario = {
  name: 'ticket-accepted',
  shows: 'The restaurant accepts an order, prepares it and has it ready; its kitchen has room again.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const theo = await stage.newConsumer('Theo');
    const order = await OrderStory.place(stage, theo);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    const open = await kitchen.openTickets();
    narrator.say(`\n  The staff of ${kitchen.name} sees the ticket, one of ${open} that take up room.\n`);
    await order.isHandled('accept', { readyBy: new Date(Date.now() + HALF_AN_HOUR).toISOString() });
    await order.isHandled('preparing');
    await order.isHandled('ready');
    await order.hears(STEPS_OF_COOKING);
    checkApproved(stage, await order.ends(), 1, 'READY_FOR_PICKUP');
    const late = await kitchen.handles(order.id, 'reject', { reason: 'Too late.' });
    narrator.check('a ticket that was accepted is not rejected any more', late.body.code === 'WRONG_TICKET_STATE', `it was answered ${late.status}`);
    const left = await kitchen.openTickets();
    narrator.check('the kitchen has room for one more again', left === open - 1, `${left} tickets take up room`);
    checkMessages(stage, [order], [...STEPS_TO_APPROVAL, ...STEPS_OF_COOKING]);
  },
};
