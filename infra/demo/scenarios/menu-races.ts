import { usd } from '../money.ts';
import { raceOrderAgainst } from '../menu-race.ts';
import type { Scenario } from '../scenario.ts';

export const itemGone: Scenario = {
  name: 'item-gone',
  shows: 'A dish leaves the menu while it is being ordered; the kitchen has the last word.',
  async play(stage) {
    const { kitchen, narrator } = stage;
    narrator.say(`${kitchen.name} takes the ${kitchen.naan.name} off its menu while Ivan orders it, again and again.`);
    await raceOrderAgainst(stage, await stage.newConsumer('Ivan'), 'ITEM_NOT_ON_MENU', [kitchen.vindaloo]);
  },
};

export const priceChanged: Scenario = {
  name: 'price-changed',
  shows: 'A price changes while the dish is being ordered; nobody pays a price they did not see.',
  async play(stage) {
    const { kitchen, narrator } = stage;
    narrator.say(`${kitchen.name} raises the price of its ${kitchen.naan.name} while Priya orders it, again and again.`);
    const dearer = { ...kitchen.naan, price: usd(kitchen.naan.price.amount + 50) };
    await raceOrderAgainst(stage, await stage.newConsumer('Priya'), 'PRICE_CHANGED', [kitchen.vindaloo, dearer]);
  },
};
