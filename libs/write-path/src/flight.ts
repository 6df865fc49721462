import type { MessageFormat, ReceivedMessage } from '@ftgo/envelope';
import { Refusal } from '@ftgo/refusals';
import { type AnyChange, type Call, type ParkCall, type UpdateCall, lineOf } from './calls.ts';
import { deadLettered } from './dead-letters/dead-lettered.ts';
import type { Failure } from './dead-letters/fate.ts';
import { groupsOf } from './groups.ts';
import type { KnownState } from './known-states.ts';
import { type Loaded, idOf, nothingLoaded, placeOf } from './loaded.ts';
import { newId } from './new-id.ts';
import { type Rows, deadLetterRow, eventRows, inboxRow, outboxRows } from './rows.ts';
import { type Outcome, type StoredAnswer, outcomeOf, storedAnswerOf, storedRefusalOf } from './stored-answer.ts';
import { type AnyRef, type AnyTable, MoreWanted } from './write-path.ts';

/** An aggregate while the calls of a flight are applied to it. */
interface Cell {
  readonly table: AnyTable;
  readonly id: string;
  readonly version: number;
  readonly readAt: number;
  /** It was not loaded for this flight. */
  readonly isTrusted: boolean;
  state: unknown;
  /** What is to be written, as JSON; absent where no call changed it. */
  row?: string;
  /** What is to be appended, as JSON, where it is kept by its events. */
  readonly events: string[];
  /** The group of the calls whose decisions rest on it; absent where nothing is written that does. */
  group?: number;
  /** The groups of the calls that only read it, where it has to be compared for them. */
  readonly readers: Set<number>;
}

/** What a flight leaves behind of an aggregate. */
export interface Seen extends KnownState {
  readonly place: string;
  readonly table: AnyTable;
  readonly isTrusted: boolean;
  readonly groups: readonly number[];
}

/**
 * The calls of one flight, applied in memory, in order, to what was loaded. Nothing of it counts before it is written: a group
 * of calls that did not pass the gate is forgotten and runs again.
 */
export class Flight {
  readonly #cells = new Map<string, Cell>();
  readonly #verdicts: Map<string, { readonly fingerprint: string | null; readonly outcome: Outcome }>;
  readonly #dead: Set<string>;
  readonly #parked: Set<string>;
  readonly #groups: readonly number[];
  readonly #outcomes: Outcome[];
  readonly #written: Rows = { inbox: [], outbox: [], dead: [] };

  readonly #loaded: Loaded;
  readonly #trusted: ReadonlyMap<string, KnownState>;
  readonly #isCertain: boolean;

  /** @param given what was loaded, if anything, and what is not loaded but known from before, by place */
  constructor(
    readonly calls: readonly Call[],
    given: { readonly loaded?: Loaded; readonly trusted?: ReadonlyMap<string, KnownState> },
    private readonly now: Date,
    private readonly format: MessageFormat,
  ) {
    const { loaded = nothingLoaded, trusted = nothingTrusted } = given;
    this.#loaded = loaded;
    this.#trusted = trusted;
    this.#isCertain = given.loaded !== undefined && trusted.size === 0;
    this.#verdicts = new Map(
      [...loaded.verdicts].map(([id, { fingerprint, stored }]) => [id, { fingerprint, outcome: outcomeOf(stored) }]),
    );
    this.#dead = new Set(loaded.dead);
    this.#parked = new Set(loaded.parked);
    this.#groups = groupsOf(nodesOf(calls));
    this.#outcomes = calls.map((call, i) => (call.kind === 'park' ? this.#park(call, i) : this.#update(call, i)));
  }

  outcomeAt(i: number): Outcome {
    return this.#outcomes[i]!;
  }

  groupAt(i: number): number {
    return this.#groups[i]!;
  }

  /** Whether nothing but the write is left to confirm what came out: a no that rests on what may be stale is none. */
  isFinal(i: number): boolean {
    const outcome = this.#outcomes[i]!;
    return !('error' in outcome) || this.#isCertain || outcome.error instanceof MoreWanted;
  }

  /** The aggregates as they are once the flight is written. */
  *seen(): Iterable<Seen> {
    for (const [place, cell] of this.#cells) {
      const { table, readAt, isTrusted, state, group, readers } = cell;
      const groups = group === undefined ? [...readers] : [...readers, group];
      yield { place, table, version: versionAfter(cell), readAt, isTrusted, state, groups };
    }
  }

  /** The parameter of the write statement; undefined where there is nothing to write. */
  textFor(tables: readonly AnyTable[]): string | undefined {
    const { inbox, outbox, dead } = this.#written;
    if (inbox.length + outbox.length + dead.length === 0) return undefined;
    const rows = new Map<string, string[]>(tables.map(({ table }) => [table, []]));
    for (const cell of this.#cells.values()) {
      const { table, id, version, group, readers } = cell;
      const row = writtenOf(cell);
      const list = rows.get(table.table)!;
      const gate = (of: number, read: boolean): string =>
        `"_g":${of},"_v":${version},"_w":${!read && row !== undefined},"_r":${read},"id":${JSON.stringify(id)}`;
      if (group !== undefined) list.push(row === undefined || row === '{}' ? `{${gate(group, false)}}` : `{${gate(group, false)},${row.slice(1)}`);
      for (const reader of readers) if (reader !== group) list.push(`{${gate(reader, true)}}`);
    }
    const lists = tables.map(({ table }, i) => `"${i}":[${rows.get(table)!.join()}]`);
    return `{${[...lists, `"inbox":[${inbox.join()}]`, `"outbox":[${outbox.join()}]`, `"dead":[${dead.join()}]`].join()}}`;
  }

  #update(call: UpdateCall, i: number): Outcome {
    const { cause, inboxKey } = call;
    const causeId = idOf(inboxKey.subscriber, inboxKey.messageId);
    const known = this.#verdicts.get(causeId);
    if (known) return repeated(call, known);
    if (cause.kind === 'message' && !cause.replay) {
      if (this.#dead.has(causeId)) return { answer: undefined };
      if (this.#parked.has(idOf(cause.subscriber, cause.message.key))) return this.#setAside(cause.subscriber, cause.message, undefined, i);
    }
    try {
      const cells = this.#cellsOf(call.refs);
      const decision = call.change(...cells.map(({ state }) => state));
      this.#decided(call, i, cells, decision);
      return { answer: decision.answer };
    } catch (error) {
      // A refusal is the answer to a request, kept like any other, but not before it is certain: nothing that is written with it
      // would be compared. A message or a timer has nobody to refuse: it is a fault.
      if (cause.kind === 'request' && error instanceof Refusal && cause.idempotencyKey !== undefined && this.#isCertain) {
        this.#remember(call, i, storedRefusalOf(error), { error });
      }
      return { error };
    }
  }

  #decided(call: UpdateCall, i: number, cells: readonly Cell[], decision: ReturnType<AnyChange>): void {
    // Everything that can throw comes first, so that a call is taken whole or not at all.
    const states: readonly unknown[] = call.refs.map((_, at) => decision.states?.[at]);
    const sending = { cause: call.cause, group: this.#groups[i]!, time: this.now.toISOString(), format: this.format };
    const rows = states.map((state, at) => {
      const { table, state: before, events } = cells[at]!;
      if (state === undefined || state === before) return undefined;
      if (call.refs[at]!.readOnly) throw new TypeError(`${placeOf(call.refs[at]!)} was asked for to be read only, and changed`);
      return {
        row: JSON.stringify(table.toRow(state)),
        events: table.stream ? eventRows(table.stream.appended(state), events.length, sending) : [],
        state: table.stream ? table.stream.settled(state) : state,
      };
    });
    const outbox = outboxRows(decision.messages ?? [], this.#written.outbox.length, sending);
    const answer = call.cause.kind === 'message' ? null : storedAnswerOf(decision.answer);
    this.#remember(call, i, answer, { answer: call.cause.kind === 'message' ? undefined : decision.answer });

    this.#written.outbox.push(...outbox);
    cells.forEach((cell, at) => {
      if (call.refs[at]!.readOnly) {
        if (cell.isTrusted) cell.readers.add(this.#groups[i]!);
        return;
      }
      cell.group = this.#groups[i]!;
      const written = rows[at];
      if (written === undefined) return;
      cell.row = written.row;
      cell.events.push(...written.events);
      cell.state = written.state;
    });
  }

  #remember(call: UpdateCall, i: number, stored: StoredAnswer | null, outcome: Outcome): void {
    this.#written.inbox.push(inboxRow(call, stored, this.#groups[i]!));
    const { subscriber, messageId } = call.inboxKey;
    this.#verdicts.set(idOf(subscriber, messageId), { fingerprint: fingerprintOf(call), outcome });
  }

  #park({ subscriber, message, error }: ParkCall, i: number): Outcome {
    if (this.#dead.has(idOf(subscriber, message.id))) return { answer: undefined };
    // What failed before its turn is tried again in its turn.
    const isHead = !this.#parked.has(idOf(subscriber, message.key));
    return this.#setAside(subscriber, message, isHead ? error : undefined, i);
  }

  /** @param failure absent where the message only waits behind another one */
  #setAside(subscriber: string, message: ReceivedMessage, failure: Failure | undefined, i: number): Outcome {
    const [letterId, group] = [newId(), this.#groups[i]!];
    this.#written.dead.push(deadLetterRow(letterId, subscriber, message, failure, group, this.#written.dead.length));
    this.#dead.add(idOf(subscriber, message.id));
    this.#parked.add(idOf(subscriber, message.key));
    if (failure) {
      const sending = { cause: { kind: 'message', subscriber, message } as const, group, time: this.now.toISOString(), format: this.format };
      this.#written.outbox.push(...outboxRows([deadLettered(letterId, subscriber, message, failure)], this.#written.outbox.length, sending));
    }
    return { answer: undefined };
  }

  #cellsOf(refs: readonly AnyRef[]): Cell[] {
    const cells = refs.map((ref) => this.#cellOf(ref));
    if (new Set(cells).size < cells.length) throw new TypeError(`The same aggregate twice in one call: ${refs.map(placeOf).join(', ')}`);
    return cells;
  }

  #cellOf(ref: AnyRef): Cell {
    const place = placeOf(ref);
    let cell = this.#cells.get(place);
    if (cell && cell.table !== ref.table) throw new TypeError(`${place} is two kinds of aggregates at once`);
    if (!cell) {
      const { table } = ref;
      const id = ref.id.toLowerCase();
      const known = this.#trusted.get(place);
      const found = this.#loaded.rows.get(place);
      const state = known ? known.state : found && table.fromRow(found.row, id, found.version);
      const { version, readAt } = known ?? { version: found?.version ?? 0, readAt: this.now.getTime() };
      this.#cells.set(place, (cell = { table, id, version, readAt, isTrusted: known !== undefined, state, events: [], readers: new Set() }));
    }
    return cell;
  }
}

const versionAfter = ({ table, version, row, events }: Cell): number => (row === undefined ? version : version + (table.stream ? events.length : 1));

/** The row as the statement reads it, with what is appended where it is the head of a stream. */
function writtenOf({ table, version, state, row, events }: Cell): string | undefined {
  if (row === undefined || !table.stream) return row;
  const snapshot = table.stream.snapshotAfter(state, version);
  const appended = `{"_e":[${events.join()}]${snapshot ? `,"_s":${JSON.stringify(snapshot)}` : ''}`;
  return row === '{}' ? `${appended}}` : `${appended},${row.slice(1)}`;
}

const nothingTrusted: ReadonlyMap<string, KnownState> = new Map();

const fingerprintOf = ({ cause }: UpdateCall): string | null => (cause.kind === 'request' ? (cause.fingerprint ?? null) : null);

function repeated(call: UpdateCall, known: { readonly fingerprint: string | null; readonly outcome: Outcome }): Outcome {
  if (known.fingerprint !== fingerprintOf(call)) {
    const detail = 'This idempotency key was used before, for another request';
    return { error: new Refusal('unprocessable', 'IDEMPOTENCY_KEY_REUSED', detail) };
  }
  return known.outcome;
}

/**
 * What ties calls together: an aggregate that one of them may write (whoever only reads it depends on it just as much), a cause
 * that is repeated, and the order of one key's messages.
 */
function nodesOf(calls: readonly Call[]): string[][] {
  const writable = new Set<string>();
  for (const call of calls) {
    if (call.kind === 'update') for (const ref of call.refs) if (!ref.readOnly) writable.add(placeOf(ref));
  }
  return calls.map((call) => {
    const { subscriber, messageId } = call.inboxKey;
    const nodes = [`cause ${idOf(subscriber, messageId)}`];
    const line = lineOf(call);
    if (line) nodes.push(`line ${idOf(line.subscriber, line.key)}`);
    if (call.kind === 'update') {
      for (const ref of call.refs) if (writable.has(placeOf(ref))) nodes.push(`row ${placeOf(ref)}`);
    }
    return nodes;
  });
}
