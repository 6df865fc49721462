import type { ReceivedMessage } from '@ftgo/envelope';
import { Refusal } from '@ftgo/refusals';
import type { DeadLetter, DeadLetters, Line, Replay, RequestCause } from '@ftgo/write-path';
import type { LoggerService } from '@nestjs/common';
import { pause, within } from '../bounded-wait.ts';
import { Gate } from './back-off.ts';
import { type Patience, deliver } from './deliver.ts';

/** Where a message is handled, again. */
export abstract class Handlers {
  /** @throws NoHandler, UndecodableBody, and whatever the handler throws. */
  abstract handle(subscriber: string, message: ReceivedMessage, replay: Replay): Promise<void>;
}

export interface ReplaysOptions {
  readonly letters: DeadLetters;
  readonly handlers: Handlers;
  readonly logger: LoggerService;
  readonly patience?: Partial<Patience>;
  /** How often keys are looked for that nobody works on, in milliseconds; less often where that takes long. */
  readonly sweepEvery?: number;
  /** How long an operator is kept waiting for what they asked for, in milliseconds. */
  readonly answerWithin?: number;
}

/** An operator waits, and may ask again: a passing fault is borne for a shorter time than at the first delivery. */
const usualPatience: Patience = { first: 100, longest: 2_000, attempts: 8, time: 10_000 };

/** Looking for abandoned keys shall not take more than this part of the time. */
const sweepShare = 20;
const linesPerSweep = 100;

/**
 * Settles dead letters. A replay hands the head of a parked key to its handler, then what waits behind it, one after the
 * other, until the key is free or one fails, which then waits for an operator in its turn.
 *
 * Nothing is kept in memory but the wish to go on: the line is in the database, a message's effect and the end of its place in
 * the line are one commit, and every instance looks for lines that nobody works on. So it does not matter which instance is
 * asked, nor when one of them dies.
 */
export class Replays {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  /** What this instance is at; its sweep must not race with it for the next letter, or an operator is answered too early. */
  private readonly busy = new Set<Line>();

  constructor(private readonly options: ReplaysOptions) {}

  start(): void {
    this.run(this.sweep());
  }

  /** What is being handled may end, for a bounded time. */
  async stop(milliseconds: number): Promise<void> {
    this.stopping.abort();
    await within(milliseconds, Promise.all(this.running));
  }

  /**
   * Answers when the line is free, stands again, or takes long: then it goes on behind the answer, as where another instance
   * has taken it up.
   *
   * @returns the letter as it is then
   * @throws Refusal DEAD_LETTER_NOT_FOUND, NOT_THE_HEAD, DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY
   */
  async replay(id: string, by: string, cause: RequestCause): Promise<DeadLetter> {
    const { letters } = this.options;
    const letter = await letters.get(id);
    const mine = () => letters.take(letter, cause);
    await this.workedOff(letter, mine, async (line) => {
      if (await this.handled(letter, by)) await this.rest(line);
    });
    return letters.get(id);
  }

  /**
   * The message shall have no effect. What waits behind it goes on, as at a replay.
   *
   * @throws Refusal DEAD_LETTER_NOT_FOUND, NOT_THE_HEAD, DEAD_LETTER_SETTLED, REPLAY_UNDER_WAY
   */
  async discard(id: string, reason: string, by: string, cause: RequestCause): Promise<DeadLetter> {
    const { letters } = this.options;
    const letter = await letters.get(id);
    const discarded = () => letters.discard(letter, by, reason, cause).then(() => true);
    await this.workedOff(letter, discarded, (line) => this.rest(line));
    return letters.get(id);
  }

  private async workedOff({ subscriber, message: { key } }: DeadLetter, begun: () => Promise<boolean>, work: (line: Line) => Promise<void>): Promise<void> {
    const line = { subscriber, key };
    this.busy.add(line);
    let worked = Promise.resolve();
    try {
      if (await begun()) worked = this.run(work(line));
    } finally {
      void worked.then(() => this.busy.delete(line));
    }
    await within(this.options.answerWithin ?? 5_000, worked);
  }

  /** @returns when it has ended, however that was. */
  private run(work: Promise<void>): Promise<void> {
    const running = work
      .catch((error) => this.options.logger.warn({ msg: 'A replay stopped and will be taken up again', err: error }))
      .finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  /** What waits, from the head on, until the line is free, its head has failed, or another instance works on it. */
  private async rest(line: Line): Promise<void> {
    const { letters } = this.options;
    while (!this.stopping.signal.aborted) {
      const head = await letters.head(line);
      if (head?.fate.state !== 'waiting' || !(await this.taken(head)) || !(await this.handled(head))) return;
    }
  }

  private async taken(head: DeadLetter): Promise<boolean> {
    try {
      return await this.options.letters.take(head);
    } catch (error) {
      // Somebody else was quicker, and goes on.
      if (error instanceof Refusal && error.kind === 'conflict') return false;
      throw error;
    }
  }

  /** @returns whether its place in the line is free now. */
  private async handled(letter: DeadLetter, by?: string): Promise<boolean> {
    const { letters, handlers, logger } = this.options;
    const patience = { ...usualPatience, ...this.options.patience };
    const fields = { subscriber: letter.subscriber, key: letter.message.key, messageId: letter.message.id, type: letter.message.type };
    let failed = false;
    const ended = await deliver({
      message: letter.message,
      gate: new Gate(patience),
      patience,
      revoked: this.stopping.signal,
      handle: async () => {
        await handlers.handle(letter.subscriber, letter.message, { letterId: letter.id, ...(by && { by }) });
        await letters.settle(letter, by);
      },
      isDatabaseThere: () => letters.get(letter.id).then(() => true, () => false),
      park: async (report) => {
        await letters.fail(letter, report);
        failed = true;
      },
      tell: (event, { class: fault, detail }) => logger.warn({ msg: `A dead letter failed again: ${event}`, ...fields, fault, detail }),
    });
    if (ended && !failed) logger.log({ msg: 'A dead letter was replayed', ...fields, by });
    return ended && !failed;
  }

  private async sweep(): Promise<void> {
    const { letters, logger, sweepEvery = 1_000 } = this.options;
    const { signal } = this.stopping;
    for (let wait = sweepEvery; !signal.aborted; ) {
      await pause(wait * (0.75 + Math.random() / 2), signal);
      if (signal.aborted) return;
      const began = performance.now();
      try {
        const lines = await letters.abandoned(linesPerSweep);
        wait = Math.max(sweepEvery, sweepShare * (performance.now() - began));
        for (const line of lines) if (![...this.busy].some(isSame(line))) this.run(this.rest(line));
      } catch (error) {
        logger.debug?.({ msg: 'Abandoned keys could not be looked for', err: error });
      }
    }
  }
}

const isSame = (one: Line) => (other: Line): boolean => one.subscriber === other.subscriber && one.key === other.key;
