import type { Causation, OutgoingMessage, ReceivedMessage } from '@ftgo/envelope';
import type { Refusal } from '@ftgo/refusals';

/** The PostgreSQL type of a column, as `jsonb_to_recordset` takes it. */
export type ColumnType = 'uuid' | 'text' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb' | 'double precision';

/** A row without `id` and `version`, which the write path keeps. Values are JSON: times are ISO 8601 strings. */
export type Row = Record<string, unknown>;

/**
 * How aggregates of one type are kept: one row each, in a table with `id uuid primary key`, `version integer not null`
 * and the columns named here. An absent aggregate is a state like any other.
 */
export interface AggregateTable<S> {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  toRow(state: S): Row;
  fromRow(row: Row, id: string, version: number): S;
  /**
   * What a request is refused with when it violates a unique constraint or index of the table, by the constraint's name.
   * Others are `ALREADY_EXISTS`.
   */
  readonly uniqueViolations?: Readonly<Record<string, () => Refusal>>;
  /** Set where the aggregate is kept by its events (`EventStreams`). */
  readonly stream?: StreamForm<S>;
}

/** What the write path needs of an aggregate that is kept by its events. */
export interface StreamForm<S> {
  /** The table of the events. */
  readonly events: string;
  /** Of the snapshots that can be read. */
  readonly schema: number;
  /** What a change appended. */
  appended(state: S): readonly { readonly type: string; readonly data: Row }[];
  /** As it is once that is written. */
  settled(state: S): S;
  /** What is to be kept beside the events, if it is time for it. */
  snapshotAfter(state: S, versionBefore: number): object | undefined;
}

/** One aggregate to load. With `readOnly` it is read in the same round trip, but neither locked nor written. */
export interface AggregateRef<S> {
  readonly table: AggregateTable<S>;
  readonly id: string;
  readonly readOnly?: boolean;
  /** There is none yet, in all likelihood: it is not looked for, only compared when the write finds one after all. */
  readonly likelyNew?: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of whatever type: a state only goes back to where it came from
export type AnyRef = AggregateRef<any>;

export type AnyTable = AnyRef['table'];

/** The states of a call's aggregates, in the order of its refs; undefined where there is none yet. */
export type StatesOf<R extends readonly AnyRef[]> = {
  [K in keyof R]: R[K] extends AggregateRef<infer S> ? S | undefined : never;
};

/** What a change decided. */
export interface Decision<States, A> {
  /** The new states by position; a position left out, or the very object that was given, is unchanged. */
  readonly states?: { readonly [K in keyof States]?: States[K] };
  readonly messages?: readonly OutgoingMessage[];
  /** What the caller gets; kept under a request's idempotency key, so plain JSON there. */
  readonly answer?: A;
}

/** Why a change happens. The inbox is asked about it first: a cause has its effect once. */
export type Cause = MessageCause | RequestCause | TimerCause;

/** A message handled by a subscriber (the module's consumer group). The inbox key is (subscriber, message id). */
export interface MessageCause {
  readonly kind: 'message';
  readonly subscriber: string;
  readonly message: ReceivedMessage;
  /** The message is handled again, as the head of its line: its effect and the letter's settlement are one commit. */
  readonly replay?: Replay;
}

/** A dead letter whose message is handled again. */
export interface Replay {
  readonly letterId: string;
  /** The operator who asked for it; absent where it is its turn. */
  readonly by?: string;
}

/** A request. With a key, a repeat gets the first answer; the same key with another fingerprint is refused (422). */
export interface RequestCause extends Causation {
  readonly kind: 'request';
  /** Scoped by the caller, such as `<consumer id>/<Idempotency-Key>`. */
  readonly idempotencyKey?: string;
  /** A hash of the request's body. */
  readonly fingerprint?: string;
  /** A caller past it leaves the queue before a flight, not after. */
  readonly deadline?: Date;
}

/** The supervisor of deadlines: nothing to remember, the state itself says whether it is still due. */
export interface TimerCause extends Causation {
  readonly kind: 'timer';
}

/**
 * The only way to change an aggregate (rules: `docs/decisions/0002-write-path.md`). Calls in flight together share one
 * write statement, and one load of what is not known; a call passes whole or not at all.
 */
export abstract class WritePath {
  /**
   * Loads, asks the inbox, applies `change`, writes state, inbox and outbox, in one statement and one commit.
   * `change` is pure and may run more than once.
   *
   * @returns the change's answer; for a repeated request the first one's; for a repeated or parked message undefined.
   * @throws Refusal what `change` refused a request with (kept under the idempotency key); a change that is caused by
   *   a message must decide for an outcome instead: what it throws is a fault of the message.
   * @throws Refusal `IDEMPOTENCY_KEY_REUSED` (unprocessable), `OVERLOADED` (overloaded), `DEADLINE_PASSED` (overloaded).
   * @throws Refusal what a unique constraint stands for (`uniqueViolations`), to a request.
   * @throws PassingFault the database is away or busy, or too much is waiting: try again later.
   * @throws PermanentFault the database does not take what this call writes, or a message of it is larger than channels take.
   */
  abstract update<const R extends readonly AnyRef[], A = void>(
    refs: R,
    change: (...states: StatesOf<R>) => Decision<StatesOf<R>, A>,
    cause: Cause,
  ): Promise<A>;

  /**
   * Changes a row of a view, or of a replica, that is made of others' messages: the message has its effect once, and there is nothing to
   * tell and nobody to answer. The row may have parts only so far: nothing is assumed of the order of messages on different channels.
   *
   * @param change pure; the row that it was given, or nothing where there is none, is left as it is
   * @param others read in the same round trip, not changed
   * @throws as {@link update} does
   */
  project<S, const R extends readonly AnyRef[] = []>(
    ref: AggregateRef<S>,
    change: (row: S | undefined, ...others: StatesOf<R>) => S | undefined,
    cause: MessageCause | TimerCause,
    ...others: R
  ): Promise<void> {
    const refs: AnyRef[] = [ref, ...others.map((other) => ({ ...other, readOnly: true }))];
    return this.update(refs, (row, ...read) => ({ states: [change(row as S | undefined, ...(read as StatesOf<R>))] }), cause);
  }

  /**
   * Dead-letters a message and parks its key for the subscriber: later messages of the key queue behind it.
   */
  abstract park(subscriber: string, message: ReceivedMessage, error: { class: string; detail: string; attempts: number }): Promise<void>;
}

/**
 * Thrown by a change that can only decide with aggregates which it was not given. Nothing is written; its caller calls again
 * with all of them.
 */
export class MoreWanted extends Error {
  override readonly name = 'MoreWanted';
}

/** Will pass by itself: the broker or the database is away, busy, or asks to try again. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
}

/** Will not pass by itself: the database does not take this call's data. A message is set aside. */
export class PermanentFault extends Error {
  override readonly name = 'PermanentFault';
}

/** What a domain function decided: the new state (the same object: unchanged) and what happened. */
export interface Decided<S, E> {
  readonly state: S;
  readonly events: readonly E[];
}
