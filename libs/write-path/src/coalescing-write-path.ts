import type { ReceivedMessage } from '@ftgo/envelope';
import { Refusal } from '@ftgo/refusals';
import { validate as isUuid } from 'uuid';
import { type AnyChange, type Call, inboxKeyOf } from './calls.ts';
import { settlingLetter } from './dead-letters/settling-letter.ts';
import { type FlightOptions, Flights } from './flights.ts';
import type { SqlExecutor } from './sql-executor.ts';
import { type AnyRef, type Cause, type Decision, PassingFault, PermanentFault, type StatesOf, WritePath } from './write-path.ts';

export interface WritePathOptions extends FlightOptions {
  /** Calls of one flight at most. */
  readonly callsPerFlight?: number;
  /** Calls that may wait; one more is turned away. */
  readonly queued?: number;
  /** Milliseconds that a call may wait before its flight. */
  readonly patience?: number;
}

/**
 * The write path on PostgreSQL. One flight at a time, and no timer: what arrives while a flight is under way goes into the next,
 * so that a lone call pays no wait and a crowd shares one round trip or two (the idea of DataLoader, for writes).
 */
export class CoalescingWritePath extends WritePath {
  readonly #queue: Call[] = [];
  readonly #flights: Flights;
  readonly #bounds: { readonly calls: number; readonly queued: number; readonly patience: number };
  #flying = false;

  constructor(sql: SqlExecutor, options: WritePathOptions = {}) {
    super();
    this.#flights = new Flights(sql, options);
    this.#bounds = { calls: options.callsPerFlight ?? 256, queued: options.queued ?? 10_000, patience: options.patience ?? 5_000 };
  }

  override update<const R extends readonly AnyRef[], A = void>(
    refs: R,
    change: (...states: StatesOf<R>) => Decision<StatesOf<R>, A>,
    cause: Cause,
  ): Promise<A> {
    const wrong = refs.find(({ id }) => !isUuid(id));
    if (wrong) return Promise.reject(new PermanentFault(`${wrong.table.table}: ${JSON.stringify(wrong.id)} is no UUID`));
    return this.#enqueue((waiting) => ({
      ...waiting,
      kind: 'update',
      ...settlingLetter(refs, change as AnyChange, cause),
      cause,
      inboxKey: inboxKeyOf(cause),
    })) as Promise<A>;
  }

  override park(
    subscriber: string,
    message: ReceivedMessage,
    error: { class: string; detail: string; attempts: number },
  ): Promise<void> {
    const inboxKey = { subscriber, messageId: message.id };
    return this.#enqueue((waiting) => ({ ...waiting, kind: 'park', subscriber, message, error, inboxKey })) as Promise<void>;
  }

  #enqueue(callOf: (waiting: Pick<Call, 'since' | 'resolve' | 'reject'>) => Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = callOf({ since: Date.now(), resolve, reject });
      if (this.#queue.length >= this.#bounds.queued) return reject(turnedAway(call, 'Too many writes are waiting'));
      this.#queue.push(call);
      if (!this.#flying) {
        this.#flying = true;
        // Whatever else becomes known in this turn of the event loop shares the first flight.
        setImmediate(() => void this.#fly());
      }
    });
  }

  async #fly(): Promise<void> {
    while (this.#queue.length > 0) {
      const calls = this.#queue.splice(0, this.#bounds.calls).filter((call) => this.#isStillWanted(call));
      if (calls.length > 0) await this.#flights.run(calls);
    }
    this.#flying = false;
  }

  #isStillWanted(call: Call): boolean {
    const now = Date.now();
    if (call.kind === 'update' && call.cause.kind === 'request' && call.cause.deadline && call.cause.deadline.getTime() <= now) {
      call.reject(new Refusal('overloaded', 'DEADLINE_PASSED', 'The deadline passed before the change was made; nothing was done'));
      return false;
    }
    if (now - call.since > this.#bounds.patience) {
      call.reject(turnedAway(call, 'The write waited too long'));
      return false;
    }
    return true;
  }
}

/** A request is told to come again; whoever handles a message or a deadline does so by itself. */
function turnedAway(call: Call, detail: string): Error {
  const isRequest = call.kind === 'update' && call.cause.kind === 'request';
  return isRequest ? new Refusal('overloaded', 'OVERLOADED', `${detail}: try again later`) : new PassingFault(detail);
}
