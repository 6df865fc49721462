import { STEPS_TO_APPROVAL } from '../checks.ts';
import { knows, tellSearch } from '../order-search.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const HALF_AN_HOUR = 30 * 60 * 1000;

export const orderHistory: Scenario = {
  name: 'order-history',
  shows: 'A consumer looks for their orders: one view made of what order, kitchen, delivery and restaurant told, with filters and text search.',
  async play(stage) {
    const { narrator, kitchen } = stage;
    const hana = await stage.newConsumer('Hana');
    const began = new Date().toISOString();
    const curry = await OrderStory.place(stage, hana);
    await curry.reaches('APPROVED');
    const bread = await OrderStory.place(stage, hana, { lineItems: [{ menuItemId: kitchen.naan.menuItemId, quantity: 3 }] });
    await bread.reaches('APPROVED');
    for (const order of [curry, bread]) await order.hears(STEPS_TO_APPROVAL);
    await curry.isHandled('accept', { readyBy: new Date(Date.now() + HALF_AN_HOUR).toISOString() });
    await bread.isHandled('reject', { reason: 'The oven is cold.' });
    await bread.reaches('CANCELLED');
    for (const order of [curry, bread]) order.hush();
    narrator.blank();
    await knows(hana, curry.id, 'is being cooked', ({ ticketState }) => ticketState === 'ACCEPTED');
    await knows(hana, bread.id, 'is off', (known) => [known.state, known.ticketState, known.deliveryState].every((state) => state === 'CANCELLED'));
    narrator.cue();
    await tellSearch(stage, hana, {}, [bread.id, curry.id]);
    await tellSearch(stage, hana, { q: 'vindaloo rehearsal' }, [curry.id]);
    await tellSearch(stage, hana, { q: 'kitchen -naan' }, [curry.id]);
    await tellSearch(stage, hana, { state: 'CANCELLED' }, [bread.id]);
    await tellSearch(stage, hana, { from: began, to: new Date().toISOString(), limit: '1' }, [bread.id]);
    const stranger = await stage.newConsumer('Otto');
    await tellSearch(stage, stranger, { q: 'vindaloo' }, []);
  },
};
