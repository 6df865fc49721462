import { describe, expect, it } from '@jest/globals';
import { AJANTA, ajanta, ajantaIsBorn, fullKitchen, naan, quietKitchen } from './kitchen.mother.ts';
import { learnCapacity } from './kitchen.ts';
import { type RestaurantNews, learn } from './known-restaurant.ts';

const menuAt = (version: number): RestaurantNews => ({ restaurantId: AJANTA, version, menu: [naan] });
const hoursAt = (version: number): RestaurantNews => ({ restaurantId: AJANTA, version, openingHours: [] });
const capacityAt = (version: number, limit: number | undefined): RestaurantNews => ({ restaurantId: AJANTA, version, capacity: { limit } });

describe('a restaurant never heard of', () => {
  it('is known once its creation is heard', () => {
    expect(learn(undefined, ajantaIsBorn)).toEqual(ajanta);
    expect(learnCapacity(undefined, ajantaIsBorn)).toEqual(quietKitchen);
  });

  it('keeps an early change until then, and the creation does not undo it', () => {
    const early = learn(undefined, menuAt(2));
    expect(early.identity).toBeUndefined();
    expect(learn(early, ajantaIsBorn)).toEqual({ ...ajanta, menu: { version: 2, value: [naan] } });

    const earlyCapacity = learnCapacity(undefined, capacityAt(2, 7));
    expect(learnCapacity(earlyCapacity, ajantaIsBorn).capacity).toBe(7);
  });
});

describe('a known restaurant', () => {
  it('takes over what is newer', () => {
    expect(learn(ajanta, menuAt(2))).toEqual({ ...ajanta, menu: { version: 2, value: [naan] } });
    expect(learn(ajanta, hoursAt(2))).toEqual({ ...ajanta, openingHours: { version: 2, value: [] } });
  });

  it('ignores what is not newer', () => {
    const changed = learn(ajanta, menuAt(3));
    expect(learn(changed, menuAt(3))).toBe(changed);
    expect(learn(changed, menuAt(2))).toBe(changed);
    expect(learn(changed, ajantaIsBorn)).toBe(changed);
  });

  it('takes over changes of different parts in any order', () => {
    expect(learn(learn(ajanta, menuAt(3)), hoursAt(2))).toEqual(learn(learn(ajanta, hoursAt(2)), menuAt(3)));
  });

  it('has no news of its menu and hours in a change of its capacity', () => {
    expect(learn(ajanta, capacityAt(2, 5))).toBe(ajanta);
  });
});

describe('the capacity of a kitchen', () => {
  it('changes with newer news only, and lets open tickets be', () => {
    const smaller = learnCapacity(fullKitchen, capacityAt(3, 1));
    expect(smaller).toEqual({ ...fullKitchen, capacity: 1, capacityVersion: 3 });
    expect(learnCapacity(smaller, capacityAt(2, 50))).toBe(smaller);
    expect(learnCapacity(smaller, menuAt(4))).toBe(smaller);
  });

  it('can lose its limit', () => {
    expect(learnCapacity(fullKitchen, capacityAt(2, undefined)).capacity).toBeUndefined();
  });
});
