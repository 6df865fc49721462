import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { objectionTo } from './acceptance.ts';
import { MONDAY_EVENING, MONDAY_NOON, ajanta, busyKitchen, fullKitchen, janesOrder, naan, quietKitchen } from './kitchen.mother.ts';

describe('an order', () => {
  it('is welcome where the restaurant is open, offers the items at these prices and has room', () => {
    expect(objectionTo(janesOrder, ajanta, quietKitchen)).toBeUndefined();
    expect(objectionTo(janesOrder, ajanta, busyKitchen)).toBeUndefined();
    expect(objectionTo(janesOrder, ajanta, { ...fullKitchen, capacity: undefined })).toBeUndefined();
  });

  it('is not where the restaurant was never heard of, or only changes of it', () => {
    const objection = expect.objectContaining({ reason: 'RESTAURANT_NOT_FOUND' });
    expect(objectionTo(janesOrder, undefined, quietKitchen)).toEqual(objection);
    expect(objectionTo(janesOrder, { ...ajanta, identity: undefined }, quietKitchen)).toEqual(objection);
  });

  it('as soon as possible is judged by the time it was placed', () => {
    expect(objectionTo({ ...janesOrder, placedAt: MONDAY_NOON }, ajanta, quietKitchen)).toEqual({
      reason: 'RESTAURANT_CLOSED',
      detail: 'Ajanta is closed on Monday 12:00 (America/Los_Angeles).',
    });
  });

  it('for later is judged by the time it is wanted', () => {
    const forTheEvening = { ...janesOrder, placedAt: MONDAY_NOON, deliveryTime: MONDAY_EVENING };
    expect(objectionTo(forTheEvening, ajanta, quietKitchen)).toBeUndefined();
    const forNoon = { ...janesOrder, deliveryTime: MONDAY_NOON };
    expect(objectionTo(forNoon, ajanta, quietKitchen)).toMatchObject({ reason: 'RESTAURANT_CLOSED' });
  });

  it('is not where an item has gone from the menu', () => {
    const withoutNaan = { ...ajanta, menu: { version: 2, value: ajanta.menu.value.filter((item) => item !== naan) } };
    expect(objectionTo(janesOrder, withoutNaan, quietKitchen)).toEqual({
      reason: 'ITEM_NOT_ON_MENU',
      detail: 'Ajanta does not offer Garlic Naan any more.',
    });
  });

  it.each([money(400, 'USD'), money(398, 'USD'), money(399, 'EUR')])('is not where the price has become %p', (price) => {
    const dearer = { ...ajanta, menu: { version: 2, value: ajanta.menu.value.map((item) => (item === naan ? { ...item, price } : item)) } };
    expect(objectionTo(janesOrder, dearer, quietKitchen)).toEqual({
      reason: 'PRICE_CHANGED',
      detail: 'The price of Garlic Naan at Ajanta has changed.',
    });
  });

  it('is not where the kitchen has all it can do', () => {
    const objection = expect.objectContaining({ reason: 'KITCHEN_AT_CAPACITY' });
    expect(objectionTo(janesOrder, ajanta, fullKitchen)).toEqual(objection);
    expect(objectionTo(janesOrder, ajanta, { ...quietKitchen, capacity: 0 })).toEqual(objection);
    expect(objectionTo(janesOrder, ajanta, { ...fullKitchen, openTickets: 9 })).toEqual(objection);
  });
});
