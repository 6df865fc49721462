import { Refusal } from '@ftgo/refusals';

/** A week, from its Monday in UTC, before the next one. */
export interface IsoWeek {
  /** Such as 2026-W47. */
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;

/**
 * The week of that name. Weeks belong to the year that has their Thursday, so a year has 52 of them or 53 (ISO 8601, 3.1.1.23).
 *
 * @throws Refusal `INVALID_WEEK`
 */
export function isoWeek(name: string): IsoWeek {
  const [, year, week] = (/^(\d{4})-W(\d\d)$/.exec(name) ?? []).map(Number) as [number, number?, number?];
  if (year === undefined || week === undefined || week < 1) throw invalid(name);
  const from = mondayOf(new Date(Date.UTC(year, 0, 4 + (week - 1) * 7)));
  if (daysLater(from, 3).getUTCFullYear() !== year) throw invalid(name);
  return { name, from, to: daysLater(from, 7) };
}

const daysLater = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);

const mondayOf = (date: Date): Date => daysLater(date, -((date.getUTCDay() + 6) % 7));

const invalid = (name: string): Refusal => new Refusal('invalid', 'INVALID_WEEK', `There is no week ${name}.`, '/week');
