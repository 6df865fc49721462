import { type StepAttempt, answers } from '@ftgo/saga-api/step';
import type { Fact } from '../fact.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from './patience.ts';
import { type SagaKind, type Step, type UndoStep, participantOf, rowsOf } from './saga-tables.ts';

interface SagaDetails {
  /** A UUIDv7: each cancellation and each revision is a saga of its own. */
  readonly id: string;
  readonly kind: SagaKind;
  readonly requestedAt: Date;
  /** Why it is or was undone. */
  readonly refusal?: Outcome;
}

/** A saga on its way: it always waits for one step. */
export interface Saga extends SagaDetails {
  readonly step: Step;
  readonly attempt: number;
  /** When the step is asked for again, or given up. */
  readonly dueAt: Date;
  /** What is still to be taken back after this step, next first. */
  readonly toUndo: readonly UndoStep[];
  /** What was reported while the order was locked. */
  readonly facts: readonly Fact[];
  /** Why it cannot go on by itself. */
  readonly stuck?: Outcome & { readonly since: Date };
}

/** A saga that is over: done, or undone. */
export interface EndedSaga extends SagaDetails {
  readonly step?: never;
}

export type RefusedSaga = EndedSaga & { readonly refusal: Outcome };

export const isOver = (saga: Saga | EndedSaga): saga is EndedSaga => saga.step === undefined;
export const wasRefused = (saga: EndedSaga): saga is RefusedSaga => saga.refusal !== undefined;

export function begin(kind: SagaKind, id: string, clock: Clock): Saga {
  const saga = { id, kind, requestedAt: clock.now, toUndo: [], facts: [] };
  return ask(saga, rowsOf(kind)[0]!.step, clock);
}

/** The step that is waited for is done. */
export function done(saga: Saga, told: StepAttempt, clock: Clock): Saga | EndedSaga {
  return answers(told, awaited(saga)) ? goOn(saga, clock) : saga;
}

/** The step that is waited for was refused. */
export function refused(saga: Saga, told: StepAttempt, refusal: Outcome, clock: Clock): Saga | EndedSaga {
  if (!answers(told, awaited(saga))) return saga;
  // What was refused was not done, the pivot neither; what follows it, and what undoes, must not be refused.
  if (saga.refusal || at(saga) > pivotOf(saga)) return stuck(saga, refusal, clock);
  return turnBack(saga, refusal, at(saga) - 1, clock);
}

/** Nobody has answered in time: asks again, and in the end gives up where there is a way back. */
export function overdue(saga: Saga, clock: Clock): Saga | EndedSaga {
  if (saga.dueAt > clock.now) return saga;
  if (!clock.patience.isOver(saga.attempt)) return again(saga, clock);
  const silent = silence(saga);
  return mayBeCompensated(saga) ? turnBack(saga, silent, at(saga), clock) : again(stuck(saga, silent, clock), clock);
}

/** Asks for the same step once more. */
export function again(saga: Saga, clock: Clock): Saga {
  return ask(saga, saga.step, clock, saga.attempt + 1);
}

/** Whether there is a way back that was not taken yet. */
export const mayBeCompensated = (saga: Saga): boolean => !saga.refusal && at(saga) < pivotOf(saga);

/** Takes back all that was done, and the step that is waited for: it may have been done, too. */
export function compensate(saga: Saga, refusal: Outcome, clock: Clock): Saga | EndedSaga {
  return turnBack(saga, refusal, at(saga), clock);
}

/** To the next step: forward, or backward where it is being undone. */
export function goOn(saga: Saga, clock: Clock): Saga | EndedSaga {
  if (saga.refusal) return undoNext(saga, clock);
  const here = at(saga);
  const next = rowsOf(saga.kind)[here + 1];
  if (!next) return ended(saga);
  const objection = here < pivotOf(saga) ? objectionIn(saga) : undefined;
  return objection ? turnBack(saga, objection, here, clock) : ask(saga, next.step, clock);
}

/** @param last the place in the table of the last step that may have been done */
function turnBack(saga: Saga, refusal: Outcome, last: number, clock: Clock): Saga | EndedSaga {
  const behind = rowsOf(saga.kind).slice(0, last + 1);
  const toUndo = behind.flatMap(({ undo }) => undo ?? []).reverse();
  return undoNext({ ...saga, refusal, toUndo }, clock);
}

function undoNext(saga: Saga, clock: Clock): Saga | EndedSaga {
  const [next, ...toUndo] = saga.toUndo;
  return next ? ask({ ...saga, toUndo }, next, clock) : ended(saga);
}

type Underway = Omit<Saga, 'step' | 'attempt' | 'dueAt'>;

function ask({ stuck: wasStuck, ...saga }: Underway & Partial<Saga>, step: Step, { now, patience }: Clock, attempt = 1): Saga {
  const still = step === saga.step && wasStuck && { stuck: wasStuck };
  return { ...saga, step, attempt, dueAt: patience.dueAt(attempt, now), ...still };
}

function stuck(saga: Saga, outcome: Outcome, { now }: Clock): Saga {
  return { ...saga, stuck: { since: now, ...saga.stuck, ...outcome } };
}

function ended({ id, kind, requestedAt, refusal }: Saga): EndedSaga {
  return { id, kind, requestedAt, ...(refusal && { refusal }) };
}

/** What was reported meanwhile and leaves nothing to go forward to. */
function objectionIn({ kind, facts }: Saga): Outcome | undefined {
  for (const { type } of facts) {
    if (type === 'DeliveryPickedUp' || type === 'DeliveryDelivered') {
      return { reason: 'DELIVERY_PICKED_UP', detail: 'The courier has picked up the order.' };
    }
    if (kind === 'REVISE') return { reason: 'ORDER_FAILED', detail: 'The order will not be cooked or delivered.' };
  }
  return undefined;
}

const silence = ({ step, attempt }: Saga): Outcome => ({
  reason: 'PARTICIPANT_SILENT',
  detail: `The ${participantOf(step)} service did not answer ${step} in ${attempt} attempts.`,
});

const awaited = ({ id, step, attempt }: Saga): StepAttempt => ({ sagaId: id, step, attempt });
const at = ({ kind, step }: Saga): number => rowsOf(kind).findIndex((row) => row.step === step);
const pivotOf = ({ kind }: Saga): number => rowsOf(kind).findIndex(({ pivot }) => pivot);
