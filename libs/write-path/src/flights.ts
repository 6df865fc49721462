import type { MessageFormat } from '@ftgo/envelope';
import { Refusal } from '@ftgo/refusals';
import type { Call, UpdateCall } from './calls.ts';
import { Flight } from './flight.ts';
import { type KnownState, KnownStates } from './known-states.ts';
import { type Loaded, loadedFrom, placeOf, tablesOf, wantedText } from './loaded.ts';
import { type SqlExecutor, SqlFault } from './sql-executor.ts';
import { Statements } from './statements.ts';
import { type AnyTable, PassingFault, PermanentFault } from './write-path.ts';

export interface FlightOptions {
  /** Bytes of a write statement's parameter at most, unless a single call needs more. */
  readonly bytesPerFlight?: number;
  /** How often a flight is tried again when the database is away or busy. */
  readonly retries?: number;
  /** Milliseconds before the first of them; each further one waits twice as long, with jitter. */
  readonly retryAfter?: number;
  readonly now?: () => Date;
  /** How long what was read or written is trusted to decide on before it is compared, in milliseconds; 0: never. */
  readonly trustFor?: number;
  /** How the bodies of messages are written; JSON unless told. */
  readonly format?: MessageFormat;
}

/** After a row was held for longer than the lock timeout, nobody waits for locked rows for so long (milliseconds). */
const wariness = 10_000;
/** As often a call whose row is held is tried again before its caller is told to come later. */
const roundsWhileWary = 10;
const pauseWhileWary = 5;

/** More rounds than this on the same rows is no contention any more, but a fault that goes round in circles. */
const rounds = 100;

/** Brings calls to an end: loads, applies, writes, as often as that takes. Never throws; every call is settled. */
export class Flights {
  readonly #statements = new Statements();
  readonly #bytes: number;
  readonly #retries: number;
  readonly #retryAfter: number;
  readonly #now: () => Date;
  readonly #format: MessageFormat;
  readonly #known: KnownStates;
  #waryUntil = 0;

  constructor(
    private readonly sql: SqlExecutor,
    { bytesPerFlight = 1_000_000, retries = 4, retryAfter = 20, now = () => new Date(), format = 'json', trustFor = 5_000 }: FlightOptions,
  ) {
    this.#bytes = bytesPerFlight;
    this.#retries = retries;
    this.#retryAfter = retryAfter;
    this.#now = now;
    this.#format = format;
    this.#known = new KnownStates(trustFor);
  }

  async run(calls: readonly Call[]): Promise<void> {
    let left = calls;
    let faults = 0;
    let isSure = false;
    for (let round = 1; left.length > 0; round++) {
      try {
        left = await this.#fly(left, round === 1 && !this.#isWary ? this.#trusted(left) : undefined);
        faults = 0;
        const enough = this.#isWary ? roundsWhileWary : rounds;
        if (round >= enough) return rejectAll(left, new PassingFault('Others hold or change the same rows'));
        if (left.length > 0 && this.#isWary) await pause(pauseWhileWary);
      } catch (error) {
        if (!(error instanceof SqlFault || error instanceof PassingFault)) return rejectAll(left, error);
        const fault = error instanceof SqlFault ? error : undefined;
        if (fault && this.#isRace(fault, left) && round < rounds) continue;
        // Whoever took the value may have changed what this call rests on, too; where they inserted it, the gate comes too late to see it.
        if (fault?.isOfUniqueness && left.length === 1 && !isSure) {
          isSure = true;
          continue;
        }
        if (fault?.isOfData) return this.#isolate(left, fault);
        if (fault?.isOfLock && !this.#isWary) {
          this.#waryUntil = Date.now() + wariness;
          continue;
        }
        if (faults++ >= this.#retries) return rejectAll(left, new PassingFault(error.message, { cause: error }));
        await pause(fault?.isOfConcurrency ? 0 : this.#retryAfter * 2 ** (faults - 1));
      }
    }
  }

  /** One hot row shall stop nobody else: while one is known to be held, calls for locked rows do not pass, and the others do. */
  get #isWary(): boolean {
    return Date.now() < this.#waryUntil;
  }

  /**
   * One load, unless all is known, and one write. Settles the calls that passed and returns those that have to run again, in order.
   */
  async #fly(calls: readonly Call[], trusted: ReadonlyMap<string, KnownState> | undefined): Promise<readonly Call[]> {
    const tables = tablesOf(calls);
    const { load, write, writeSkippingLocked } = this.#statements.for(tables);
    const now = this.#now();
    let loaded: Loaded | undefined;
    if (!trusted || !isAllKnown(calls, trusted)) {
      const [answer] = await this.sql.query<{ loaded: string }>(load, [wantedText(calls, tables, trusted)]);
      loaded = loadedFrom(answer!.loaded, tables);
    }
    const flight = new Flight(calls, { loaded, trusted }, now, this.#format);
    const text = flight.textFor(tables);
    if (text !== undefined && calls.length > 1 && Buffer.byteLength(text) > this.#bytes) {
      await this.#halves(calls);
      return [];
    }
    const failed = new Set<number>();
    if (text !== undefined) {
      const [written] = await this.sql.query<{ failed: string }>(this.#isWary ? writeSkippingLocked : write, [text]);
      for (const group of JSON.parse(written!.failed) as number[]) failed.add(group);
    }
    this.#learn(flight, failed);
    const again: Call[] = [];
    calls.forEach((call, i) => {
      if (failed.has(flight.groupAt(i)) || !flight.isFinal(i)) return again.push(call);
      const outcome = flight.outcomeAt(i);
      return 'error' in outcome ? call.reject(outcome.error) : call.resolve(outcome.answer);
    });
    return again;
  }

  /** What the calls ask for and need not be loaded. */
  #trusted(calls: readonly Call[]): Map<string, KnownState> {
    const trusted = new Map<string, KnownState>();
    const now = this.#now().getTime();
    for (const call of calls) {
      if (call.kind !== 'update') continue;
      for (const ref of call.refs) {
        const place = placeOf(ref);
        const known = this.#known.find(place, ref.table, now);
        if (known) trusted.set(place, known);
        else if (ref.likelyNew && this.#known.mayBePresumedNew(ref.table, now)) trusted.set(place, { version: 0, state: undefined, readAt: now });
      }
    }
    return trusted;
  }

  #learn(flight: Flight, failed: ReadonlySet<number>): void {
    for (const { place, table, groups, isTrusted, ...state } of flight.seen()) {
      if (!groups.some((group) => failed.has(group))) {
        this.#known.learn(place, table, state);
        continue;
      }
      this.#known.forget(place);
      if (isTrusted) this.#known.distrust(table, this.#now().getTime());
    }
  }

  /** Some call's data is at fault: halves until it stands alone. One half after the other, so that order is kept. */
  async #isolate(calls: readonly Call[], fault: SqlFault): Promise<void> {
    if (calls.length > 1) return this.#halves(calls);
    const call = calls[0]!;
    const refusal = refusalOf(call, fault);
    if (!refusal) return call.reject(new PermanentFault(fault.message, { cause: fault }));
    // The refusal is an answer like any other and kept under the request's key.
    const refused: UpdateCall = {
      ...(call as UpdateCall),
      change: () => {
        throw refusal;
      },
    };
    return this.run([refused]);
  }

  async #halves(calls: readonly Call[]): Promise<void> {
    const half = Math.ceil(calls.length / 2);
    await this.run(calls.slice(0, half));
    await this.run(calls.slice(half));
  }

  /** Another process inserted the same aggregate, cause or dead letter between load and write: what it wrote is seen the next time. */
  #isRace(fault: SqlFault, calls: readonly Call[]): boolean {
    return fault.isViolationOf(new Set(['inbox_pkey', 'dead_letters_subscriber_message_id_key', ...tablesOf(calls).flatMap(primaryKeysOf)]));
  }
}

const primaryKeysOf = ({ table, stream }: AnyTable): string[] => [`${table}_pkey`, ...(stream ? [`${stream.events}_pkey`] : [])];

/** What a request is told that violates a unique constraint of its own making, such as an e-mail address in use. */
function refusalOf(call: Call, fault: SqlFault): Refusal | undefined {
  if (call.kind !== 'update' || call.cause.kind !== 'request' || fault.sqlState !== '23505') return undefined;
  for (const { table } of call.refs) {
    const refusal = table.uniqueViolations?.[fault.constraint ?? '']?.();
    if (refusal) return refusal;
  }
  return new Refusal('conflict', 'ALREADY_EXISTS', 'There is one already');
}

/** Whether no load is needed. A message to be set aside may be so already, which only the database knows. */
function isAllKnown(calls: readonly Call[], known: ReadonlyMap<string, unknown>): boolean {
  return calls.every((call) => call.kind === 'update' && call.refs.every((ref) => known.has(placeOf(ref))));
}

function rejectAll(calls: readonly Call[], error: unknown): void {
  for (const call of calls) call.reject(error);
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds * (0.5 + Math.random())));
