import { STEPS_TO_APPROVAL, checkUndone } from '../checks.ts';
import { Courier } from '../courier.ts';
import type { DeliveryHistoryDocument } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Stage } from '../stage.ts';
import { withoutSimulators } from '../without-simulators.ts';

const STEPS_BACK = ['DeliveryFailed', 'OrderCancelled', 'TicketCancelled', 'AuthorizationReversed'];
const A_MINUTE = 60_000;
/** Who wants to see it would not wait for an hour. */
const longestSearch = ({ hurried }: Stage): number => (hurried ? A_MINUTE : 5 * A_MINUTE);
const HOW_TO_SHORTEN = 'DELIVERY_FTGO_COURIER_DEADLINE_SECONDS=20 npm start makes it 20 s';

export const nobodyTakesIt = withoutSimulators({
  name: 'nobody-takes-it',
  shows: 'No courier wants it: it waits, is offered again when one comes on duty, and at the deadline (an hour unless configured) the order is cancelled and undone.',
  async play(stage) {
    const { narrator, operator } = stage;
    const [nora, rita] = [await stage.newConsumer('Nora'), await Courier.hire(stage, 'Rita')];
    try {
      const order = await OrderStory.place(stage, nora);
      await order.hears(STEPS_TO_APPROVAL);
      await order.isHandled('accept', { readyBy: new Date(Date.now() + A_MINUTE).toISOString() });
      const giveUpAt = await eventually('a courier to be looked for', async () => {
        const { entries } = await operator.get<DeliveryHistoryDocument>(`/v1/deliveries/${order.id}/history`);
        return entries.find(({ type }) => type === 'CourierSought')?.data.giveUpAt;
      });
      if (Date.parse(giveUpAt) - Date.now() > longestSearch(stage)) {
        narrator.say(`A courier is looked for until ${giveUpAt}, too long to watch: ${HOW_TO_SHORTEN}.`);
        await order.cancel();
        await order.settles();
        return order.hush();
      }
      narrator.say(`\n  A courier is looked for until ${giveUpAt}. (${HOW_TO_SHORTEN}.) Nobody says yes.\n`);
      await order.hears(['DeliveryOffered', 'OfferClosed'], A_MINUTE);
      narrator.say('\n  It waits in the queue. Rita comes on duty, and it is offered again.\n');
      await rita.isOnDuty(true);
      await rita.declines(order.id);
      narrator.say('\n  It is too far for her.\n');
      await order.hears(STEPS_BACK, Date.parse(giveUpAt) - Date.now() + A_MINUTE);
      const late = await rita.tries('accept-offer', order.id);
      narrator.check('who says yes now is told that it is too late', late.status === 409, `it was answered ${late.status}`);
      checkUndone(stage, await order.ends(), 'CANCELLED', 'NO_COURIER');
    } finally {
      await rita.isOnDuty(false);
    }
  },
});
