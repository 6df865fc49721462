import { describe, expect, it } from '@jest/globals';
import { tallyOf } from './tally.ts';

const tallied = (...lists: number[][]) => tallyOf(lists.map((_, i) => `${i}`), 3, new Map(lists.map((list, i) => [`${i}`, list])));

describe('what is counted', () => {
  it('is nothing where each step had its effect once and in turn', () => {
    expect(tallied([1, 2, 3], [1, 2, 3])).toEqual({ sent: 6, effects: 6, lost: 0, doubled: 0, late: 0, wrongInTheEnd: 0 });
  });

  it('is a step that came after a later one, and an aggregate that it left behind its time', () => {
    expect(tallied([1, 3, 2])).toMatchObject({ lost: 0, doubled: 0, late: 1, wrongInTheEnd: 1 });
    expect(tallied([2, 1, 3])).toMatchObject({ late: 1, wrongInTheEnd: 0 });
    expect(tallied([3, 2, 1])).toMatchObject({ late: 2 });
  });

  it('is what never came, also to an aggregate that nothing came to', () => {
    expect(tallied([1, 3])).toMatchObject({ effects: 2, lost: 1, late: 0 });
    expect(tallyOf(['never heard of'], 3, new Map())).toMatchObject({ sent: 3, effects: 0, lost: 3, wrongInTheEnd: 1 });
  });

  it('is an effect that came again, which is not also late', () => {
    expect(tallied([1, 2, 1, 2, 3])).toMatchObject({ effects: 5, lost: 0, doubled: 2, late: 0 });
  });
});
