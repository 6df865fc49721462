import { setTimeout as after } from 'node:timers/promises';
import { checkRejected } from './checks.ts';
import type { MenuItem, OrderDocument } from './documents.ts';
import { eventually } from './eventually.ts';
import { amountText, usd } from './money.ts';
import { OrderStory, usualOrder } from './order-story.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';

const ROUNDS = 80;
const LONGEST_HEAD_START_MS = 8;

/**
 * Changes the menu and orders at the same instant. The order service prices by its own replica of the menu, milliseconds
 * behind: an order that slips through is caught by the kitchen. Which is first is up to the machine, so it is tried again,
 * each time with another head start for the one or the other, until the kitchen has had the last word.
 *
 * @param reason the kitchen's, when the change overtakes the order
 */
export async function raceOrderAgainst(stage: Stage, consumer: Person, reason: string, changedMenu: readonly MenuItem[]): Promise<void> {
  const { narrator, kitchen, operator } = stage;
  await operator.put(`/v1/consumers/${consumer.id}/credit-limit`, { creditLimit: usd(100_000) });
  const wish = usualOrder(stage, { lineItems: [{ menuItemId: kitchen.naan.menuItemId, quantity: 1 }] });
  let [held, beforeTheChange, refusedAtOnce] = [0, 0, 0];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const lead = (round % (2 * LONGEST_HEAD_START_MS + 1)) - LONGEST_HEAD_START_MS;
      narrator.cue();
      const [answer] = await Promise.all([
        after(Math.max(-lead, 0)).then(() => consumer.tries<OrderDocument>('POST', '/v1/orders', wish)),
        after(Math.max(lead, 0)).then(() => kitchen.changeMenu(changedMenu)),
      ]);
      if (answer.status === 201) {
        const order = await decided(consumer, answer.body.orderId);
        if (order.reason === reason) {
          narrator.say(`In round ${round + 1} the order slipped through, for ${amountText(order.orderTotal)}:\n`);
          return await tellTheCatch(stage, consumer, order.orderId, reason, held);
        }
        beforeTheChange += 1;
        if (order.state === 'APPROVED') held += order.orderTotal.amount;
      } else refusedAtOnce += 1;
      await kitchen.asAlways();
    }
  } finally {
    await kitchen.asAlways();
  }
  narrator.fault(`in ${ROUNDS} rounds no order slipped through: ${beforeTheChange} came before the change, ${refusedAtOnce} were refused at once`);
}

async function tellTheCatch(stage: Stage, consumer: Person, orderId: string, reason: string, heldBefore: number): Promise<void> {
  const order = new OrderStory(stage, consumer, orderId);
  await order.hears(['TicketCreationFailed', 'OrderRejected', 'AuthorizationReversed', 'DeliveryCancelled']);
  checkRejected(stage, await order.ends(), reason, heldBefore);
}

const decided = (consumer: Person, orderId: string) =>
  eventually(`order ${orderId} to be decided`, async () => {
    const order = await consumer.get<OrderDocument>(`/v1/orders/${orderId}`);
    return order.state === 'APPROVAL_PENDING' ? undefined : order;
  });
