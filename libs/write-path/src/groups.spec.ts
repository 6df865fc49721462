import { describe, expect, it } from '@jest/globals';
import { groupsOf } from './groups.ts';

const sets = (nodes: string[][]) => {
  const calls = new Map<number, number[]>();
  groupsOf(nodes).forEach((group, call) => calls.set(group, [...(calls.get(group) ?? []), call]));
  return [...calls.values()].sort((a, b) => a[0]! - b[0]!);
};

describe('calls of a flight', () => {
  it('are of one group when they share something, directly or through others', () => {
    expect(sets([['a'], ['b'], ['a', 'c'], ['d'], ['c', 'd'], ['e']])).toEqual([[0, 2, 3, 4], [1], [5]]);
  });

  it('are of one group also when two large groups meet late', () => {
    expect(sets([['a'], ['a'], ['b'], ['b'], ['b', 'a']])).toEqual([[0, 1, 2, 3, 4]]);
  });

  it('stand alone when they share nothing', () => {
    expect(sets([[], ['a'], [], ['b']])).toEqual([[0], [1], [2], [3]]);
  });
});
