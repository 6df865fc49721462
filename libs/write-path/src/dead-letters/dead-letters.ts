import { Refusal } from '@ftgo/refusals';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import type { SqlExecutor } from '../sql-executor.ts';
import type { Cause, RequestCause, WritePath } from '../write-path.ts';
import { deadLettered } from './dead-lettered.ts';
import { type DeadLetter, type Line, letterOf, queries } from './dead-letter-queries.ts';
import { type Failure, type Fate, discard, fail, fateOf, isSettled, replay, take } from './fate.ts';

export interface LetterFilter {
  readonly subscriber?: string;
  readonly key?: string;
  /** Unless given: those that are not settled. */
  readonly state?: string;
}

/** The dead letters of one service: what its subscribers could not handle, and what waits behind it. */
export class DeadLetters {
  private readonly now: () => Date;
  private readonly lease: number;

  /** @param options.lease as long as handling one message may take before it counts as abandoned, in milliseconds */
  constructor(
    private readonly sql: SqlExecutor,
    private readonly writePath: WritePath,
    options: { readonly now?: () => Date; readonly lease?: number } = {},
  ) {
    this.now = options.now ?? (() => new Date());
    this.lease = options.lease ?? 10_000;
  }

  /** Oldest first, without bodies. @param after the last one's id of the page before */
  async list({ subscriber = '', key = '', state = '' }: LetterFilter, limit: number, after = ''): Promise<DeadLetter[]> {
    return (await this.sql.query(queries.list, [subscriber, key, state, after, limit])).map(letterOf);
  }

  /** @throws Refusal DEAD_LETTER_NOT_FOUND */
  async get(id: string): Promise<DeadLetter> {
    const [row] = isUuid(id) ? await this.sql.query(queries.find, [id]) : [];
    if (!row) throw new Refusal('not-found', 'DEAD_LETTER_NOT_FOUND', `There is no dead letter ${id}`);
    return letterOf(row);
  }

  /** What waits behind a letter, in order, without bodies. */
  async behind({ subscriber, message, id }: DeadLetter, limit: number): Promise<DeadLetter[]> {
    return (await this.sql.query(queries.behind, [subscriber, message.key, id, limit])).map(letterOf);
  }

  /** The first letter of a line that is not settled. */
  async head({ subscriber, key }: Line): Promise<DeadLetter | undefined> {
    const [row] = await this.sql.query(queries.head, [subscriber, key]);
    return row ? letterOf(row) : undefined;
  }

  /** Lines that nobody works on although their head has not failed: whoever did has died, or a message came at the last moment. */
  async abandoned(limit: number): Promise<Line[]> {
    return this.sql.query<Line>(queries.abandoned, [limit]);
  }

  /**
   * Takes the head of a line to handle it again; for a while nobody else can.
   *
   * @returns whether it was taken by this call: a request that was made before has had its effect.
   * @throws Refusal NOT_THE_HEAD, DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY
   */
  async take(letter: DeadLetter, cause: Cause = this.ownCause(letter)): Promise<boolean> {
    const now = this.now();
    const mine = uuidv7();
    const taker = await this.decide(letter, cause, (fate) => take(fate, now, new Date(now.getTime() + this.lease)), mine);
    return taker === mine;
  }

  /** @throws Refusal NOT_THE_HEAD, DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY */
  discard(letter: DeadLetter, by: string, reason: string, cause: RequestCause): Promise<void> {
    return this.decide(letter, cause, (fate) => discard(fate, this.now(), by, reason), undefined);
  }

  /** Settles a letter whose handler has nothing to write; nothing to do where its handler's write has done it. */
  settle(letter: DeadLetter, by: string | undefined): Promise<void> {
    const change = (fate: Fate | undefined) => ({ states: [!fate || isSettled(fate) ? fate : replay(fate, this.now(), by)] as const });
    return this.writePath.update([fateOf(letter.id)], change, this.ownCause(letter));
  }

  /** It failed again, and waits for an operator; what waits behind it goes on waiting. */
  fail(letter: DeadLetter, failure: Failure): Promise<void> {
    const change = (fate: Fate | undefined) => {
      if (!fate || isSettled(fate)) return {};
      const failed = fail(fate, failure);
      const news = deadLettered(letter.id, letter.subscriber, letter.message, { ...failure, attempts: failed.attempts }, letter.headers);
      return { states: [failed] as const, messages: [news] };
    };
    return this.writePath.update([fateOf(letter.id)], change, this.ownCause(letter));
  }

  private decide<A>(letter: DeadLetter, cause: Cause, decision: (fate: Fate) => Fate, answer: A): Promise<A> {
    const change = (fate: Fate | undefined) => {
      if (!fate) throw new Refusal('not-found', 'DEAD_LETTER_NOT_FOUND', `There is no dead letter ${letter.id}`);
      const decided = decision(fate);
      if (!letter.isHead) throw new Refusal('conflict', 'NOT_THE_HEAD', 'Another message of its key comes first: settle that one');
      return { states: [decided] as const, answer };
    };
    return this.writePath.update([fateOf(letter.id)], change, cause);
  }

  private ownCause({ message }: DeadLetter): Cause {
    return { kind: 'timer', correlationId: message.correlationId || uuidv7(), causationId: message.id, traceparent: message.traceparent };
  }
}

