/** One period of a week day, by the clock on the restaurant's wall. */
export interface OpeningPeriod {
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly opens: number;
  /** Beyond 1440 where the period runs past midnight. */
  readonly closes: number;
}

export type OpeningHours = readonly OpeningPeriod[];

/** A moment as the clock on the wall shows it. */
export interface WallTime {
  readonly weekday: number;
  readonly minute: number;
}

const DAY = 1440;

/**
 * Whether the clock on the wall at `moment` shows a time within a period. Opening hours are a promise by that clock:
 * where it is set forward, an hour of them falls out; where it is set back, an hour comes twice.
 */
export function isOpenAt(hours: OpeningHours, timeZone: string, moment: Date): boolean {
  const { weekday, minute } = wallTime(moment, timeZone);
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return hours.some(
    (period) =>
      (period.weekday === weekday && isWithin(period, minute)) || (period.weekday === dayBefore && isWithin(period, minute + DAY)),
  );
}

const isWithin = ({ opens, closes }: OpeningPeriod, minute: number): boolean => opens <= minute && minute < closes;

/** @param timeZone IANA name */
export function wallTime(moment: Date, timeZone: string): WallTime {
  const parts = Object.fromEntries(clockOf(timeZone).formatToParts(moment).map(({ type, value }) => [type, value]));
  return {
    weekday: ISO_WEEKDAY[parts['weekday'] ?? ''] ?? 0,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

const ISO_WEEKDAY: Record<string, number> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

// Making a format costs a hundred times what using it does; there are few zones.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}

const WEEKDAY_NAMES = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Such as "Monday 03:05". */
export function clockText({ weekday, minute }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${WEEKDAY_NAMES[weekday]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
