import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { Backlog } from './backlog.ts';
import { OBJECT_IN_USE, connect, sqlState } from './connection.ts';
import type { Lsn } from './lsn.ts';
import type { MessageProducer } from './message-producer.ts';
import { OutboxPartitions } from './outbox-partitions.ts';
import { OutboxRelay } from './outbox-relay.ts';
import type { RelayRole, RelayStatus } from './outbox-relay.ts';
import { toRecord } from './outbox-row.ts';
import { PersistentSender } from './persistent-sender.ts';
import { PgoutputDecoder } from './pgoutput-decoder.ts';
import { silentLog } from './relay-log.ts';
import type { RelayLog } from './relay-log.ts';
import { ensurePublication, findSlot, makeSlotAnew } from './replication-slot.ts';
import type { SlotNames } from './replication-slot.ts';
import { ReplicationStream } from './replication-stream.ts';

export interface LogTailingRelayOptions {
  /** Of a role that owns the outbox table and has the attribute REPLICATION. Directly to PostgreSQL, not through a pooler. */
  readonly databaseUrl: string;
  /** `ce_source` of what is sent, such as `/ftgo/order-service`. */
  readonly source: string;
  readonly producer: MessageProducer;
  readonly log?: RelayLog;
  /** The replication slot: lower case letters, digits and underscores. `<database>_outbox` unless told. */
  readonly slot?: string;
  /** `ftgo_outbox` unless told. */
  readonly publication?: string;
  readonly bounds?: Partial<RelayBounds>;
}

/** Bounds of a relay; times in milliseconds. */
export interface RelayBounds {
  /** A batch ends at either of these. */
  readonly batchRows: number;
  readonly batchBytes: number;
  /** Reading the log pauses beyond either of these, and goes on below half of both. */
  readonly heldRows: number;
  readonly heldBytes: number;
  /** How often a standby looks whether the slot is free. */
  readonly standbyEvery: number;
  /** How often partitions are made and dropped. */
  readonly housekeepingEvery: number;
  /** How long a relay tries to send before it lets go of the slot, then begins again if no other has taken it. */
  readonly patience: number;
  /** How long a stop waits for the batch under way. */
  readonly stopWithin: number;
}

export const relayBounds: RelayBounds = {
  batchRows: 1_000,
  batchBytes: 512 * 1024,
  heldRows: 4_000,
  heldBytes: 4 * 1024 * 1024,
  standbyEvery: 1_000,
  housekeepingEvery: 600_000,
  patience: 10_000,
  stopWithin: 5_000,
};

const START_WITHIN = 5_000;
const BEAT = 1_000;
const BEATS_PER_PING = 10;
const LONGEST_SILENCE = 45_000;

/**
 * Perhaps only from here: another relay may reach the broker. And PostgreSQL does not shut down while a reader of its log
 * has not confirmed all of it.
 */
class BrokerAway extends Error {
  override readonly name = 'BrokerAway';
}

/**
 * Reads the outbox from PostgreSQL's log: no polling, rows in the order of their commits, writers only insert. The slot
 * admits one reader and so elects the active relay. Why it is done so: `docs/decisions/0004-outbox-relay.md`.
 */
export class LogTailingRelay extends OutboxRelay {
  readonly #databaseUrl: string;
  readonly #source: string;
  readonly #names: SlotNames;
  readonly #bounds: RelayBounds;
  readonly #log: RelayLog;
  readonly #sender: PersistentSender;
  readonly #partitions = new OutboxPartitions();
  #role: RelayRole = 'stopped';
  #roleKnown: () => void = () => {};
  #backlog: Backlog | undefined;
  #stopping = new AbortController();
  #abandoned = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: LogTailingRelayOptions) {
    super();
    const database = new URL(options.databaseUrl).pathname.slice(1);
    this.#databaseUrl = options.databaseUrl;
    this.#source = options.source;
    this.#names = {
      slot: options.slot ?? `${database.toLowerCase().replace(/[^a-z0-9_]/g, '_')}_outbox`,
      publication: options.publication ?? 'ftgo_outbox',
    };
    this.#bounds = { ...relayBounds, ...options.bounds };
    this.#log = options.log ?? silentLog;
    this.#sender = new PersistentSender(options.producer, this.#log);
  }

  override async start(): Promise<void> {
    if (this.#running) return;
    this.#stopping = new AbortController();
    this.#abandoned = new AbortController();
    const known = new Promise<void>((resolve) => (this.#roleKnown = resolve));
    this.#running = this.#run();
    const settled = new AbortController();
    // A new slot waits for all transactions that are open in the server.
    await Promise.race([known, delay(START_WITHIN, undefined, { signal: settled.signal }).catch(() => {})]);
    settled.abort();
  }

  override async stop(): Promise<void> {
    if (!this.#running) return;
    this.#stopping.abort();
    const timer = setTimeout(() => this.#abandoned.abort(), this.#bounds.stopWithin);
    await this.#running;
    clearTimeout(timer);
    this.#running = undefined;
  }

  override status(): RelayStatus {
    const { lastSentAt, sentTotal } = this.#sender;
    return { role: this.#role, lastSentAt, sentTotal, backlog: this.#backlog?.rows ?? 0 };
  }

  /** One connection after the other, for ever. */
  async #run(): Promise<void> {
    this.#role = 'standby';
    for (let failures = 0; !this.#stopping.signal.aborted; failures += 1) {
      try {
        await this.#connection(() => (failures = 0));
      } catch (error) {
        if (this.#stopping.signal.aborted) break;
        this.#role = 'standby';
        this.#log.warn({ err: error, slot: this.#names.slot }, 'the outbox relay could not go on; it begins again');
        this.#roleKnown();
        const { standbyEvery } = this.#bounds;
        const pause = Math.min(standbyEvery * 5, 100 * 2 ** Math.min(failures, 10));
        await this.#pause(error instanceof BrokerAway ? standbyEvery * 2 : pause);
      }
    }
    this.#role = 'stopped';
    this.#roleKnown();
  }

  /** Holds one connection for questions to the database, and relays while the slot is ours. */
  async #connection(succeeded: () => void): Promise<void> {
    const control = await connect(this.#databaseUrl);
    try {
      await this.#partitions.make(control);
      await ensurePublication(control, this.#names);
      while (!this.#stopping.signal.aborted) {
        const slot = await findSlot(control, this.#names.slot);
        const wasActive =
          slot.state === 'missing' || slot.state === 'lost'
            ? await this.#makeSlotAnew(control)
            : slot.state === 'free' && (await this.#stream(control, slot.confirmed, succeeded));
        if (wasActive) continue;
        this.#become('standby');
        await this.#pause(this.#bounds.standbyEvery);
      }
    } finally {
      await control.end().catch(() => {});
    }
  }

  async #makeSlotAnew(control: pg.Client): Promise<boolean> {
    const { slot } = this.#names;
    this.#log.info({ slot }, 'there is no usable replication slot: it is made, and what the table holds is sent first');
    let rowsSent = 0;
    const made = await makeSlotAnew(
      control,
      this.#databaseUrl,
      this.#names,
      async (rows) => {
        this.#become('active');
        const records = rows.map((row) => toRecord(row, this.#source));
        if (!(await this.#sender.send(records, this.#stopping.signal, this.#abandoned.signal))) throw new Error('stopped before the slot was made');
        rowsSent += rows.length;
      },
      this.#abandoned.signal,
    );
    if (made) this.#log.info({ slot, rowsSent }, 'the replication slot is made');
    return made;
  }

  /** Relays until the relay is stopped. @returns false where another relay was quicker; throws when the connection fails. */
  async #stream(control: pg.Client, confirmed: Lsn, succeeded: () => void): Promise<boolean> {
    const backlog = new Backlog(confirmed);
    const stream = new ReplicationStream(this.#databaseUrl);
    const decoder = new PgoutputDecoder(this.#source, backlog);
    const { heldRows, heldBytes } = this.#bounds;
    const message = (chunk: Buffer): void => {
      decoder.decode(chunk);
      if (backlog.rows >= heldRows || backlog.bytes >= heldBytes) stream.pause();
    };
    const reached = (walEnd: Lsn): void => backlog.reached(walEnd);
    const answer = (): void => stream.confirm(backlog.confirmable);
    try {
      await stream.open(this.#names.slot, this.#names.publication, { message, reached, answer });
    } catch (error) {
      await stream.destroy();
      if (sqlState(error) === OBJECT_IN_USE) return false;
      throw error;
    }
    const failed = new AbortController();
    const failure = stream.ended().catch((error: Error) => error);
    void failure.then(() => failed.abort());
    const upkeep = this.#upkeep(control, stream, backlog);
    this.#backlog = backlog;
    this.#become('active');
    succeeded();
    try {
      await this.#pump(stream, backlog, failed.signal);
      if (failed.signal.aborted) throw (await failure) ?? new Error('the server ended the replication stream');
      stream.confirm(backlog.confirmable);
      await stream.close();
      return true;
    } finally {
      upkeep();
      this.#backlog = undefined;
      await stream.destroy();
    }
  }

  /** Sends at once what there is, and meanwhile lets a batch gather. */
  async #pump(stream: ReplicationStream, backlog: Backlog, failed: AbortSignal): Promise<void> {
    const { batchRows, batchBytes, heldRows, heldBytes, patience } = this.#bounds;
    const over = AbortSignal.any([failed, this.#stopping.signal]);
    const giveUp = AbortSignal.any([failed, this.#abandoned.signal]);
    for (;;) {
      await backlog.filled(over);
      if (over.aborted) return;
      const batch = backlog.take(batchRows, batchBytes);
      if (!(await this.#sender.send(batch, giveUp, this.#abandoned.signal, patience))) {
        if (giveUp.aborted) return;
        throw new BrokerAway(`the broker took nothing for ${patience} ms`);
      }
      backlog.sent(batch.length);
      if (!failed.aborted) stream.confirm(backlog.confirmable);
      if (backlog.rows <= heldRows / 2 && backlog.bytes <= heldBytes / 2) stream.resume();
    }
  }

  /**
   * What time demands: the slot follows a log in which others write, the server sees that we live (also while reading is
   * paused), a dead connection is noticed, partitions come and go. @returns how to end it
   */
  #upkeep(control: pg.Client, stream: ReplicationStream, backlog: Backlog): () => void {
    let told = backlog.confirmable;
    let beats = 0;
    const beat = setInterval(() => {
      beats += 1;
      const ping = beats % BEATS_PER_PING === 0;
      if (ping || backlog.confirmable > told) stream.confirm((told = backlog.confirmable), ping);
      if (stream.silence > LONGEST_SILENCE) stream.fail(new Error(`PostgreSQL has been silent for ${LONGEST_SILENCE} ms`));
    }, BEAT);
    let busy = false;
    const housekeeping = setInterval(async () => {
      if (busy) return;
      busy = true;
      try {
        await this.#partitions.make(control);
        const before = await this.#partitions.drop(control, backlog.confirmable);
        if (before) this.#log.info({ before }, 'dropped days of the outbox that were sent long ago');
      } catch (error) {
        stream.fail(error as Error);
      }
      busy = false;
    }, this.#bounds.housekeepingEvery);
    return () => {
      clearInterval(beat);
      clearInterval(housekeeping);
    };
  }

  #become(role: RelayRole): void {
    if (this.#role !== role) this.#log.info({ role, slot: this.#names.slot }, `the outbox relay is ${role}`);
    this.#role = role;
    this.#roleKnown();
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
