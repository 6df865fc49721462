import { describe, expect, it } from '@jest/globals';
import { isoWeek } from './iso-week.ts';

describe('a week', () => {
  it.each([
    ['2026-W47', '2026-11-16', '2026-11-23'],
    ['2026-W01', '2025-12-29', '2026-01-05'],
    ['2026-W53', '2026-12-28', '2027-01-04'],
    ['2027-W01', '2027-01-04', '2027-01-11'],
    ['2020-W53', '2020-12-28', '2021-01-04'],
    ['2009-W01', '2008-12-29', '2009-01-05'],
    ['2009-W53', '2009-12-28', '2010-01-04'],
  ])('%s begins on Monday %s and ends before %s', (name, from, to) => {
    expect(isoWeek(name)).toEqual({ name, from: new Date(`${from}T00:00:00Z`), to: new Date(`${to}T00:00:00Z`) });
  });

  it.each(['2027-W53', '2026-W00', '2026-W54', '2026-47', 'last week', ''])('%s is none', (name) => {
    expect(() => isoWeek(name)).toThrow(expect.objectContaining({ code: 'INVALID_WEEK' }));
  });

  it('follows on the one before, through every year', () => {
    const weeks = Array.from({ length: 400 }, (_, i) => 2000 + i).flatMap((year) =>
      Array.from({ length: 53 }, (_, i) => `${year}-W${String(i + 1).padStart(2, '0')}`).flatMap((name) => {
        try {
          return isoWeek(name);
        } catch {
          return [];
        }
      }),
    );
    // Leap years and weekdays repeat every 400 years, which have 20,871 weeks.
    expect(weeks).toHaveLength(20_871);
    for (const [i, { from }] of weeks.entries()) if (i > 0) expect(from).toEqual(weeks[i - 1]!.to);
  });
});
