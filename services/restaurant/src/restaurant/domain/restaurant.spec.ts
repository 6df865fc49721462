import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { replaceMenu, replaceOpeningHours, setCapacity } from './restaurant.ts';
import { ajanta, ajantaToBe, ajantasSignIn, ajantasStaff, menu, naan } from './restaurant.mother.ts';
import { EmailTaken, RestaurantNotFound } from './restaurant-refusals.ts';
import { openRestaurant } from './staff.ts';

describe('where there is no restaurant yet', () => {
  it('one is opened at version 1, with a sign-in of its own', () => {
    expect(openRestaurant(undefined, ajantaToBe, ajantasSignIn)).toEqual({
      state: ajanta,
      staff: ajantasStaff,
      events: [{ type: 'RestaurantCreated', restaurant: ajanta }],
    });
  });

  it('the restaurant and what is told of it know nothing of the password', () => {
    const { state, events } = openRestaurant(undefined, ajantaToBe, ajantasSignIn);
    expect(JSON.stringify([state, events])).not.toContain('argon2');
  });

  it('an address that has an owner is refused', () => {
    expect(() => openRestaurant({ ...ajantasStaff, restaurantId: 'another' }, ajantaToBe, ajantasSignIn)).toThrow(EmailTaken);
  });

  it('nothing of it can be changed', () => {
    expect(() => replaceMenu(undefined, ajanta.id, menu)).toThrow(RestaurantNotFound);
    expect(() => replaceOpeningHours(undefined, ajanta.id, [])).toThrow(RestaurantNotFound);
    expect(() => setCapacity(undefined, ajanta.id, 5)).toThrow(RestaurantNotFound);
  });
});

describe('a restaurant', () => {
  it('replaces its menu, one version on', () => {
    const dearer = [{ ...naan, price: money(450, 'USD') }];
    expect(replaceMenu(ajanta, ajanta.id, dearer)).toEqual({
      state: { ...ajanta, version: 2, menu: dearer },
      events: [{ type: 'RestaurantMenuChanged', restaurantId: ajanta.id, version: 2, menu: dearer }],
    });
  });

  it.each([
    ['an item more', [...menu, { ...naan, menuItemId: 'roti' }]],
    ['an item less', menu.slice(0, 1)],
    ['another order of items', [...menu].reverse()],
    ['another name', [menu[0]!, { ...naan, name: 'Naan' }]],
    ['another price', [menu[0]!, { ...naan, price: money(398, 'USD') }]],
    ['another currency', [menu[0]!, { ...naan, price: money(399, 'EUR') }]],
    ['another id', [menu[0]!, { ...naan, menuItemId: 'naan-2' }]],
  ])('has another menu with %s', (_, changed) => {
    expect(replaceMenu(ajanta, ajanta.id, changed).state).toMatchObject({ version: 2, menu: changed });
  });

  it.each([{ weekday: 2 }, { opens: 1019 }, { closes: 1321 }])('has other opening hours with %j', (part) => {
    const changed = [{ ...ajanta.openingHours[0]!, ...part }];
    expect(replaceOpeningHours(ajanta, ajanta.id, changed).state).toMatchObject({ version: 2, openingHours: changed });
  });

  it('replaces its opening hours, one version on', () => {
    const openingHours = [{ weekday: 5, opens: 600, closes: 1500 }];
    expect(replaceOpeningHours(ajanta, ajanta.id, openingHours)).toEqual({
      state: { ...ajanta, version: 2, openingHours },
      events: [{ type: 'RestaurantOpeningHoursChanged', restaurantId: ajanta.id, version: 2, openingHours }],
    });
  });

  it.each([5, 0, undefined])('sets its capacity to %p, one version on', (capacity) => {
    expect(setCapacity(ajanta, ajanta.id, capacity)).toEqual({
      state: { ...ajanta, version: 2, capacity },
      events: [{ type: 'RestaurantCapacityChanged', restaurantId: ajanta.id, version: 2, capacity }],
    });
  });

  it('is not changed by what it has already', () => {
    for (const { state, events } of [
      replaceMenu(ajanta, ajanta.id, structuredClone(menu)),
      replaceOpeningHours(ajanta, ajanta.id, structuredClone(ajanta.openingHours)),
      setCapacity(ajanta, ajanta.id, ajanta.capacity),
    ]) {
      expect(state).toBe(ajanta);
      expect(events).toEqual([]);
    }
  });
});
