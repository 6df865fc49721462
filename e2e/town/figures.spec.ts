import { describe, expect, it } from '@jest/globals';
import { percentile, slope } from './figures.ts';

describe('of many values', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

  it('a share lies below', () => {
    expect(percentile(hundred, 0.5)).toBe(51);
    expect(percentile(hundred, 0.99)).toBe(100);
    expect(percentile([], 0.99)).toBeNaN();
  });

  it('the growth is what they have in common, whatever each is off by', () => {
    expect(slope([[0, 10], [1, 12], [2, 14]])).toBeCloseTo(2);
    expect(slope([[0, 10], [1, 13], [2, 13], [3, 16]])).toBeCloseTo(1.8);
    expect(slope([[0, 5], [1, 5], [2, 5]])).toBe(0);
  });
});
