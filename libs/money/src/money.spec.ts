import { describe, expect, it } from '@jest/globals';
import { add, equals, exceeds, money, subtract, sum, times } from './index.ts';

describe('money', () => {
  it('adds, subtracts and multiplies whole minor units', () => {
    expect(add(money(1250, 'USD'), money(1, 'USD'))).toEqual(money(1251, 'USD'));
    expect(subtract(money(1, 'USD'), money(3, 'USD'))).toEqual(money(-2, 'USD'));
    expect(times(money(333, 'USD'), 3)).toEqual(money(999, 'USD'));
    expect(sum([money(1, 'USD'), money(2, 'USD')], 'USD')).toEqual(money(3, 'USD'));
    expect(sum([], 'EUR')).toEqual(money(0, 'EUR'));
  });

  it('compares', () => {
    expect(exceeds(money(2, 'USD'), money(1, 'USD'))).toBe(true);
    expect(exceeds(money(1, 'USD'), money(1, 'USD'))).toBe(false);
    expect(equals(money(1, 'USD'), money(1, 'EUR'))).toBe(false);
  });

  it('refuses fractions, overflow and what is no currency', () => {
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(() => times(money(Number.MAX_SAFE_INTEGER, 'USD'), 2)).toThrow(RangeError);
    expect(() => money(1, 'usd')).toThrow(RangeError);
  });

  it('does not add different currencies', () => {
    expect(() => add(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => exceeds(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
  });
});
