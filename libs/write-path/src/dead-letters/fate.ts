import { Refusal } from '@ftgo/refusals';
import type { AggregateRef, AggregateTable } from '../write-path.ts';

/** DEAD: failed, an operator must look. WAITING: behind another of its key. The others are settled. */
export type LetterState = 'dead' | 'waiting' | 'replayed' | 'discarded';

/** What becomes of a dead letter; the message itself never changes. */
export interface Fate {
  readonly state: LetterState;
  readonly attempts: number;
  readonly errorClass?: string;
  readonly errorDetail?: string;
  /** Until then somebody is handling it again, unless they died. */
  readonly takenUntil?: Date;
  readonly settledAt?: Date;
  readonly settledBy?: string;
  readonly reason?: string;
}

/** How a message failed. */
export interface Failure {
  readonly class: string;
  readonly detail: string;
  readonly attempts: number;
}

/** Dead letters as aggregates: settling one is a change like any other, at its version, in the commit of what it does. */
export const deadLetterTable: AggregateTable<Fate> = {
  table: 'dead_letters',
  columns: {
    state: 'text',
    attempts: 'integer',
    error_class: 'text',
    error_detail: 'text',
    taken_until: 'timestamptz',
    settled_at: 'timestamptz',
    settled_by: 'text',
    reason: 'text',
  },
  toRow: ({ state, attempts, errorClass, errorDetail, takenUntil, settledAt, settledBy, reason }) => ({
    state,
    attempts,
    error_class: errorClass,
    error_detail: errorDetail,
    taken_until: takenUntil?.toISOString(),
    settled_at: settledAt?.toISOString(),
    settled_by: settledBy,
    reason,
  }),
  fromRow: (row) => ({
    state: row['state'] as LetterState,
    attempts: row['attempts'] as number,
    errorClass: text(row['error_class']),
    errorDetail: text(row['error_detail']),
    takenUntil: time(row['taken_until']),
    settledAt: time(row['settled_at']),
    settledBy: text(row['settled_by']),
    reason: text(row['reason']),
  }),
};

export const fateOf = (letterId: string): AggregateRef<Fate> => ({ table: deadLetterTable, id: letterId });

const text = (value: unknown): string | undefined => (value as string | null) ?? undefined;
const time = (value: unknown): Date | undefined => (value ? new Date(value as string) : undefined);

export const isSettled = ({ state }: Pick<Fate, 'state'>): boolean => state === 'replayed' || state === 'discarded';

/** @throws Refusal DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY */
export function take(fate: Fate, now: Date, until: Date): Fate {
  return { ...untaken(fate, now), takenUntil: until };
}

/** @throws Refusal DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY */
export function discard(fate: Fate, now: Date, by: string, reason: string): Fate {
  return { ...untaken(fate, now), state: 'discarded', takenUntil: undefined, settledAt: now, settledBy: by, reason };
}

/** @throws Refusal DEAD_LETTER_SETTLED: somebody discarded it meanwhile, so the message must not have its effect. */
export function replay(fate: Fate, now: Date, by: string | undefined): Fate {
  return { ...unsettled(fate), state: 'replayed', takenUntil: undefined, settledAt: now, settledBy: by };
}

/** It failed once more, and waits for an operator. What is settled stays so. */
export function fail(fate: Fate, failure: Failure): Fate {
  if (isSettled(fate)) return fate;
  const attempts = fate.attempts + failure.attempts;
  return { ...fate, state: 'dead', attempts, errorClass: printable(failure.class), errorDetail: printable(failure.detail), takenUntil: undefined };
}

// The fault may be U+0000 itself, quoted in the error: a message that cannot be set aside would come back for ever.
export const printable = (value: string): string => value.replaceAll('\0', '\uFFFD');

function untaken(fate: Fate, now: Date): Fate {
  if (fate.takenUntil && fate.takenUntil > now) {
    throw new Refusal('conflict', 'REPLAY_UNDER_WAY', 'The message is being handled at this moment');
  }
  return unsettled(fate);
}

function unsettled(fate: Fate): Fate {
  if (isSettled(fate)) throw new Refusal('conflict', 'DEAD_LETTER_SETTLED', `The message was ${fate.state} already`);
  return fate;
}
