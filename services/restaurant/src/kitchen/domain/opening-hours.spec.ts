import { describe, expect, it } from '@jest/globals';
import { type OpeningHours, clockText, isOpenAt, wallTime } from './opening-hours.ts';

const MON = 1, FRI = 5, SAT = 6, SUN = 7;
const at = (hour: number, minute = 0) => hour * 60 + minute;
const open = (hours: OpeningHours, zone: string, moment: string) => isOpenAt(hours, zone, new Date(moment));

describe('a period within a day', () => {
  const mondayEvening = [{ weekday: MON, opens: at(17), closes: at(22) }];

  it.each([
    ['2026-11-23T16:59:59Z', false],
    ['2026-11-23T17:00:00Z', true],
    ['2026-11-23T21:59:59.999Z', true],
    ['2026-11-23T22:00:00Z', false],
    ['2026-11-24T18:00:00Z', false],
    ['2026-11-22T18:00:00Z', false],
  ])('at %s UTC: %p', (moment, expected) => {
    expect(open(mondayEvening, 'UTC', moment)).toBe(expected);
  });

  it('is by the clock of the restaurant, not of the reader', () => {
    // Tuesday 02:00 UTC is Monday 18:00 in California, and Tuesday 07:30 in India.
    expect(open(mondayEvening, 'America/Los_Angeles', '2026-11-24T02:00:00Z')).toBe(true);
    expect(open(mondayEvening, 'Asia/Kolkata', '2026-11-24T02:00:00Z')).toBe(false);
    expect(open(mondayEvening, 'Asia/Kolkata', '2026-11-23T11:30:00Z')).toBe(true);
  });
});

describe('no period at all', () => {
  it('is closed', () => expect(open([], 'UTC', '2026-11-23T12:00:00Z')).toBe(false));
});

describe('around the clock', () => {
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));

  it.each(['2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00Z', '2026-03-08T10:30:00Z', '2026-11-01T09:30:00Z'])('is open at %s', (moment) => {
    expect(open(always, 'America/Los_Angeles', moment)).toBe(true);
    expect(open(always, 'UTC', moment)).toBe(true);
  });
});

describe('a period past midnight', () => {
  const fridayNight = [{ weekday: FRI, opens: at(18), closes: at(26) }];

  it.each([
    ['2026-11-27T23:59:00Z', true],
    ['2026-11-28T01:59:59Z', true],
    ['2026-11-28T02:00:00Z', false],
    ['2026-11-27T01:00:00Z', false],
    ['2026-11-28T18:30:00Z', false],
  ])('at %s UTC: %p', (moment, expected) => {
    expect(open(fridayNight, 'UTC', moment)).toBe(expected);
  });

  it('of a Sunday runs into the Monday of the next week', () => {
    const sundayNight = [{ weekday: SUN, opens: at(20), closes: at(25) }];
    expect(open(sundayNight, 'UTC', '2026-11-23T00:30:00Z')).toBe(true);
    expect(open(sundayNight, 'UTC', '2026-11-23T01:00:00Z')).toBe(false);
  });
});

describe('where the clock is set forward (Los Angeles, 2026-03-08, 02:00 becomes 03:00)', () => {
  const saturdayNight = [{ weekday: SAT, opens: at(22), closes: at(27) }];

  it('a night that ends at 03:00 is an hour shorter', () => {
    expect(open(saturdayNight, 'America/Los_Angeles', '2026-03-08T09:59:00Z')).toBe(true); // 01:59
    expect(open(saturdayNight, 'America/Los_Angeles', '2026-03-08T10:00:00Z')).toBe(false); // 03:00
  });

  it('the evening opens by the new clock', () => {
    const sundayEvening = [{ weekday: SUN, opens: at(17), closes: at(22) }];
    expect(open(sundayEvening, 'America/Los_Angeles', '2026-03-08T23:59:00Z')).toBe(false); // 16:59
    expect(open(sundayEvening, 'America/Los_Angeles', '2026-03-09T00:00:00Z')).toBe(true); // 17:00
  });

  it('a period within the hour that falls out is never open', () => {
    const twoToThree = [{ weekday: SUN, opens: at(2), closes: at(3) }];
    for (let minute = 0; minute < 24 * 60; minute += 15) {
      const moment = new Date(Date.UTC(2026, 2, 8, 8) + minute * 60_000);
      expect(isOpenAt(twoToThree, 'America/Los_Angeles', moment)).toBe(false);
    }
  });
});

describe('where the clock is set back (Berlin, 2026-10-25, 03:00 becomes 02:00)', () => {
  const untilHalfPastTwo = [{ weekday: SAT, opens: at(20), closes: at(26, 30) }];

  it('the hour that comes twice counts twice', () => {
    expect(open(untilHalfPastTwo, 'Europe/Berlin', '2026-10-25T00:29:00Z')).toBe(true); // 02:29 the first time
    expect(open(untilHalfPastTwo, 'Europe/Berlin', '2026-10-25T00:30:00Z')).toBe(false); // 02:30
    expect(open(untilHalfPastTwo, 'Europe/Berlin', '2026-10-25T01:29:00Z')).toBe(true); // 02:29 once more
    expect(open(untilHalfPastTwo, 'Europe/Berlin', '2026-10-25T01:30:00Z')).toBe(false);
  });
});

describe('the clock on the wall', () => {
  it('shows midnight as the first minute of the day', () => {
    expect(wallTime(new Date('2026-11-23T08:00:00Z'), 'America/Los_Angeles')).toEqual({ weekday: MON, minute: 0 });
  });

  it('reads as people do', () => expect(clockText({ weekday: MON, minute: 185 })).toBe('Monday 03:05'));
});
