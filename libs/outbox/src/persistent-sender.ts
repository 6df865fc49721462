import { setTimeout as delay } from 'node:timers/promises';
import { isRefusal } from './message-producer.ts';
import type { MessageProducer, OutboxRecord } from './message-producer.ts';
import type { RelayLog } from './relay-log.ts';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/** Perhaps only from here: another relay may reach the broker. */
export class BrokerAway extends Error {
  override readonly name = 'BrokerAway';

  constructor(patience: number) {
    super(`the broker took nothing for ${patience} ms`);
  }
}

/** Sends a batch until the broker has it. Nothing overtakes it, so order holds. */
export class PersistentSender {
  readonly #producer: MessageProducer;
  readonly #log: RelayLog;
  sentTotal = 0;
  lastSentAt: Date | undefined;

  constructor(producer: MessageProducer, log: RelayLog) {
    this.#producer = producer;
    this.#log = log;
  }

  /**
   * @param giveUp no further attempt once it is raised; the one under way is waited for
   * @param abandon not even that
   * @param patience milliseconds after which no further attempt is made, and the one under way is left to itself: what it
   *   still brings about are copies
   * @returns whether the broker has acknowledged the batch
   * @throws RecordRefused (by name) where it never will
   */
  async send(records: readonly OutboxRecord[], giveUp: AbortSignal, abandon: AbortSignal, patience = Infinity): Promise<boolean> {
    const until = Date.now() + patience;
    for (let attempt = 1; !giveUp.aborted && Date.now() < until; attempt += 1) {
      try {
        if (!(await completes(this.#producer.send(records), abandon, until - Date.now()))) return false;
        this.sentTotal += records.length;
        this.lastSentAt = new Date();
        if (attempt > 1) this.#log.info({ attempt, rows: records.length }, 'the broker takes messages again');
        return true;
      } catch (error) {
        if (isRefusal(error)) throw error;
        const fields = { err: error, attempt, rows: records.length, channels: [...new Set(records.map(({ channel }) => channel))] };
        if (attempt % 10 === 0) this.#log.error(fields, 'the outbox is held up: the broker still does not take a batch');
        else this.#log.warn(fields, 'the broker did not take a batch; it is sent again');
        const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempt - 1, 10)) * (0.75 + Math.random() / 2);
        await delay(pause, undefined, { signal: giveUp }).catch(() => {});
      }
    }
    return false;
  }
}

/** Waits for work, but not beyond the signal, nor for longer than the milliseconds given. */
async function completes(work: Promise<void>, signal: AbortSignal, within: number): Promise<boolean> {
  if (signal.aborted) {
    work.catch(() => {});
    return false;
  }
  let stop: () => void;
  const late = new Promise<false>((resolve) => {
    stop = () => resolve(false);
    signal.addEventListener('abort', stop);
  });
  const timer = within < Infinity ? setTimeout(stop!, within) : undefined;
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop!);
  }
}
