import { describe, expect, it } from '@jest/globals';
import { liveThrough, oakland } from './evening.ts';
import { leastAdded, random, randomInserted } from './policies.ts';

const [chosen, inserted, byChance] = [leastAdded, randomInserted, random].map((policy) => liveThrough(oakland, policy)) as [Evening, Evening, Evening];
type Evening = ReturnType<typeof liveThrough>;

describe('500 orders of one evening for 50 couriers (S6)', () => {
  it('take less than half the riding where the courier whom they cost least gets them, than by chance', () => {
    expect(chosen.travel / byChance.travel).toBeLessThan(0.5);
  });

  it('are a tenth as late', () => expect(chosen.lateness / byChance.lateness).toBeLessThan(0.1));

  it('gain from the place in the plan alone, too, and more from the courier', () => {
    expect(inserted.travel).toBeLessThan(byChance.travel);
    expect(chosen.travel).toBeLessThan(inserted.travel);
  });

  it('are the same evening each time', () => expect(liveThrough(oakland, leastAdded)).toEqual(chosen));
});
