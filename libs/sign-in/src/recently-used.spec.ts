import { expect, it } from '@jest/globals';
import { RecentlyUsed } from './recently-used.ts';

it('forgets what was longest unused when it is full', () => {
  const map = new RecentlyUsed<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
});
