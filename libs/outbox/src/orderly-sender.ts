import { isRefusal } from './message-producer.ts';
import type { OutboxRecord } from './message-producer.ts';
import type { PersistentSender } from './persistent-sender.ts';
import type { RefusedRecords } from './refused-records.ts';
import type { RelayLog } from './relay-log.ts';

/** When to leave off sending: {@link PersistentSender.send}. */
export interface Limits {
  readonly giveUp: AbortSignal;
  readonly abandon: AbortSignal;
  readonly patience: number;
}

const LOOK_EVERY = 1_000;
const RELEASED_AT_ONCE = 100;

/**
 * Sends what a relay reads while it is active. A record that the broker never takes is set aside, and with it what comes behind it
 * under the same channel and key, so that it delays nobody else, loses nothing and lets nothing overtake it.
 */
export class OrderlySender {
  readonly #sender: PersistentSender;
  readonly #refused: RefusedRecords;
  readonly #log: RelayLog;
  #looked = 0;

  constructor(sender: PersistentSender, refused: RefusedRecords, log: RelayLog) {
    this.#sender = sender;
    this.#refused = refused;
    this.#log = log;
  }

  /** @returns whether every record is with the broker or set aside */
  async send(records: readonly OutboxRecord[], limits: Limits): Promise<boolean> {
    if (this.#refused.isEmpty) return this.#deliver(records, limits);
    const waiting = records.filter((record) => this.#refused.hasToWait(record));
    if (waiting.length > 0) await this.#refused.setAside(waiting);
    return this.#deliver(records.filter((record) => !this.#refused.hasToWait(record)), limits);
  }

  /** Whether anything may come to be released. */
  get hasSetAside(): boolean {
    return !this.#refused.isEmpty;
  }

  /** Sends some of what was set aside and then released. To be called between two batches, now and then. */
  async sendReleased(limits: Limits): Promise<void> {
    if (this.#refused.isEmpty || performance.now() - this.#looked < LOOK_EVERY) return;
    this.#looked = performance.now();
    await this.#refused.look();
    const released = await this.#refused.released(RELEASED_AT_ONCE);
    if (released.length > 0 && !(await this.#sendAgain(released, limits))) await this.#sendAgain(released.slice(0, 1), limits);
  }

  async #deliver(records: readonly OutboxRecord[], limits: Limits): Promise<boolean> {
    if (records.length === 0) return true;
    try {
      return await this.#sender.send(records, limits.giveUp, limits.abandon, limits.patience);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (records.length === 1) return this.#setAside(records[0]!, error);
      // Somewhere in it is what the broker refuses; or the batch as a whole is too large. One half after the other keeps the order.
      const half = Math.ceil(records.length / 2);
      return (await this.send(records.slice(0, half), limits)) && this.send(records.slice(half), limits);
    }
  }

  async #setAside(record: OutboxRecord, error: Error): Promise<boolean> {
    await this.#refused.setAside([record], error.message);
    const { channel, key, headers } = record;
    this.#log.error({ err: error, channel, key, headers }, 'the broker never takes this record: it is set aside, and so are the later ones of its key');
    return true;
  }

  /** @returns false where the broker refuses one of several */
  async #sendAgain(records: readonly OutboxRecord[], { giveUp, abandon, patience }: Limits): Promise<boolean> {
    try {
      if (!(await this.#sender.send(records, giveUp, abandon, patience))) return true;
      await this.#refused.sent(records);
      await this.#refused.look();
      this.#log.info({ rows: records.length }, 'sent records that were set aside');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (records.length > 1) return false;
      await this.#refused.refusedAgain(records[0]!, error.message);
      this.#log.error({ err: error, channel: records[0]!.channel, key: records[0]!.key }, 'the broker still does not take this record');
    }
    return true;
  }
}
