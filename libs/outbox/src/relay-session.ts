import { Backlog } from './backlog.ts';
import { OBJECT_IN_USE, sqlState } from './connection.ts';
import type { Lsn } from './lsn.ts';
import type { Limits, OrderlySender } from './orderly-sender.ts';
import { BrokerAway } from './persistent-sender.ts';
import { PgoutputDecoder } from './pgoutput-decoder.ts';
import type { RelayBounds } from './relay-bounds.ts';
import type { SlotNames } from './replication-slot.ts';
import { ReplicationStream } from './replication-stream.ts';

export interface SessionSetup {
  readonly databaseUrl: string;
  readonly source: string;
  readonly names: SlotNames;
  readonly bounds: RelayBounds;
  /** Raised: finish the batch under way. */
  readonly stopping: AbortSignal;
  /** Raised: do not even do that. */
  readonly abandoned: AbortSignal;
  /** Raised: the connection that the role hangs on is gone. */
  readonly lost: AbortSignal;
  /** Done now and then while the session lasts; where it fails, so does the session. */
  readonly housekeeping: (confirmed: Lsn) => Promise<void>;
}

const LONGEST_BEAT = 1_000;
const BEATS_PER_SILENCE = 4;
const BEATS_PER_PING = 10;
const LONGEST_SILENCE = 45_000;
const LOOK_ASIDE_EVERY = 1_000;

/** The time in which the slot is ours: what is read from one connection, sent and confirmed on it. */
export class RelaySession {
  readonly #setup: SessionSetup;
  readonly #backlog: Backlog;
  readonly #stream: ReplicationStream;

  /** @param confirmed the slot's confirmed position */
  constructor(setup: SessionSetup, confirmed: Lsn) {
    this.#setup = setup;
    this.#backlog = new Backlog(confirmed);
    this.#stream = new ReplicationStream(setup.databaseUrl, setup.bounds.silence);
  }

  /** Rows read and not yet acknowledged by the broker. */
  get rows(): number {
    return this.#backlog.rows;
  }

  /** @returns whether the slot is ours: another relay may have been quicker. */
  async open(): Promise<boolean> {
    const { source, names, bounds } = this.#setup;
    const decoder = new PgoutputDecoder(source, this.#backlog);
    const message = (chunk: Buffer): void => {
      decoder.decode(chunk);
      if (this.#backlog.rows >= bounds.heldRows || this.#backlog.bytes >= bounds.heldBytes) this.#stream.pause();
    };
    const reached = (walEnd: Lsn): void => this.#backlog.reached(walEnd);
    try {
      await this.#stream.open(names.slot, names.publication, { message, reached, answer: () => this.#confirm() });
      return true;
    } catch (error) {
      await this.#stream.destroy();
      if (sqlState(error) === OBJECT_IN_USE) return false;
      throw error;
    }
  }

  /**
   * Relays until it is told to stop.
   *
   * @throws BrokerAway where the broker took nothing for as long as patience lasts.
   * @throws Error where the connection failed.
   */
  async relay(outgoing: OrderlySender): Promise<void> {
    const failed = new AbortController();
    const failure = this.#stream.ended().catch((error: Error) => error);
    const { lost } = this.#setup;
    const loseRole = (): void => this.#stream.fail(new Error('the connection that the role hangs on was lost'));
    lost.addEventListener('abort', loseRole);
    if (lost.aborted) loseRole();
    void failure.then(() => failed.abort());
    const endUpkeep = this.#upkeep();
    try {
      await this.#pump(outgoing, failed.signal);
      if (failed.signal.aborted) throw (await failure) ?? new Error('the server ended the replication stream');
      this.#confirm();
      await this.#stream.close();
    } finally {
      lost.removeEventListener('abort', loseRole);
      endUpkeep();
    }
  }

  /** Gives the slot back, if it is not yet. */
  async drop(): Promise<void> {
    await this.#stream.destroy();
  }

  /** Sends at once what there is, and meanwhile lets a batch gather. */
  async #pump(outgoing: OrderlySender, failed: AbortSignal): Promise<void> {
    const { bounds, stopping, abandoned } = this.#setup;
    const over = AbortSignal.any([failed, stopping]);
    const giveUp = AbortSignal.any([failed, abandoned]);
    const limits: Limits = { giveUp, abandon: abandoned, patience: bounds.patience };
    for (;;) {
      await this.#backlog.filled(outgoing.hasSetAside ? AbortSignal.any([over, AbortSignal.timeout(LOOK_ASIDE_EVERY)]) : over);
      if (over.aborted) return;
      await outgoing.sendReleased(limits);
      const batch = this.#backlog.take(bounds.batchRows, bounds.batchBytes);
      if (!(await outgoing.send(batch, limits))) {
        if (giveUp.aborted) return;
        throw new BrokerAway(bounds.patience);
      }
      this.#backlog.sent(batch.length);
      if (failed.aborted) return;
      this.#confirm();
      if (this.#backlog.rows <= bounds.heldRows / 2 && this.#backlog.bytes <= bounds.heldBytes / 2) this.#stream.resume();
    }
  }

  #confirm(ping = false): void {
    this.#stream.confirm(this.#backlog.confirmable, ping);
  }

  /**
   * What time demands: the slot follows a log in which others write, the server sees that we live (also while reading is
   * paused), a dead connection is noticed, partitions come and go. @returns how to end it
   */
  #upkeep(): () => void {
    const { silence, housekeepingEvery } = this.#setup.bounds;
    let beats = 0;
    const beat = setInterval(
      () => {
        beats += 1;
        this.#confirm(beats % BEATS_PER_PING === 0);
        if (this.#stream.silence > LONGEST_SILENCE) this.#stream.fail(new Error(`PostgreSQL has been silent for ${LONGEST_SILENCE} ms`));
      },
      Math.min(LONGEST_BEAT, silence / BEATS_PER_SILENCE),
    );
    let busy = false;
    const keepHouse = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      await this.#setup.housekeeping(this.#backlog.confirmable).catch((error: Error) => this.#stream.fail(error));
      busy = false;
    };
    const housekeeping = setInterval(() => void keepHouse(), housekeepingEvery);
    return () => {
      clearInterval(beat);
      clearInterval(housekeeping);
    };
  }
}
