import { InvalidRestaurant } from './restaurant-refusals.ts';

/** One period of a week day, by the clock on the restaurant's wall. */
export interface OpeningPeriod {
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly opens: number;
  /** Beyond 1440 where the period runs past midnight. */
  readonly closes: number;
}

const DAY = 1440;
const MOST_PERIODS = 50;

/**
 * Opening hours as they may be published, in the order of the week. None at all: closed until further notice.
 *
 * @throws InvalidRestaurant names the first period at fault.
 */
export function openingHoursOf(written: readonly OpeningPeriod[]): readonly OpeningPeriod[] {
  if (written.length > MOST_PERIODS) throw new InvalidRestaurant('/openingHours', `At most ${MOST_PERIODS} periods.`);
  const periods = written.map(({ weekday, opens, closes }, index) => {
    const at = `/openingHours/${index}`;
    if (!isWhole(weekday, 1, 7)) throw new InvalidRestaurant(`${at}/weekday`, 'A week day is 1 (Monday) to 7 (Sunday).');
    if (!isWhole(opens, 0, DAY - 1)) throw new InvalidRestaurant(`${at}/opens`, `Opens at a minute of the day, 0 to ${DAY - 1}.`);
    if (!isWhole(closes, opens + 1, opens + DAY)) {
      throw new InvalidRestaurant(`${at}/closes`, 'Closes after it opens, within 24 hours; past midnight it is beyond 1440.');
    }
    return { weekday, opens, closes };
  });
  return periods.sort((a, b) => a.weekday - b.weekday || a.opens - b.opens || a.closes - b.closes);
}

export const sameHours = (a: readonly OpeningPeriod[], b: readonly OpeningPeriod[]): boolean =>
  a.length === b.length && a.every((period, index) => b[index] !== undefined && samePeriod(period, b[index]));

const samePeriod = (a: OpeningPeriod, b: OpeningPeriod): boolean =>
  a.weekday === b.weekday && a.opens === b.opens && a.closes === b.closes;

const isWhole = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;
