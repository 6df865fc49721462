import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { connect } from './connection.ts';
import type { Lsn } from './lsn.ts';
import type { MessageProducer } from './message-producer.ts';
import { OutboxPartitions } from './outbox-partitions.ts';
import { OutboxRelay } from './outbox-relay.ts';
import type { RelayRole, RelayStatus } from './outbox-relay.ts';
import { toRecord } from './outbox-row.ts';
import type { OutboxRow } from './outbox-row.ts';
import { PersistentSender } from './persistent-sender.ts';
import { relayBounds } from './relay-bounds.ts';
import type { RelayBounds } from './relay-bounds.ts';
import { silentLog } from './relay-log.ts';
import type { RelayLog } from './relay-log.ts';
import { BrokerAway, RelaySession } from './relay-session.ts';
import type { SessionSetup } from './relay-session.ts';
import { ensurePublication, findSlot, makeSlotAnew } from './replication-slot.ts';

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

const START_WITHIN = 5_000;

/**
 * Reads the outbox from PostgreSQL's log: no polling, rows in the order of their commits, writers only insert. The slot
 * admits one reader and so elects the active relay. Why it is done so: `docs/decisions/0004-outbox-relay.md`.
 */
export class LogTailingRelay extends OutboxRelay {
  readonly #setup: Pick<SessionSetup, 'databaseUrl' | 'source' | 'names' | 'bounds' | 'sender'>;
  readonly #log: RelayLog;
  readonly #partitions = new OutboxPartitions();
  #role: RelayRole = 'stopped';
  #roleKnown: () => void = () => {};
  #session: RelaySession | undefined;
  #stopping = new AbortController();
  #abandoned = new AbortController();
  #running: Promise<void> | undefined;

  constructor({ databaseUrl, source, producer, log = silentLog, slot, publication = 'ftgo_outbox', bounds }: LogTailingRelayOptions) {
    super();
    const database = new URL(databaseUrl).pathname.slice(1);
    this.#log = log;
    this.#setup = {
      databaseUrl,
      source,
      names: { slot: slot ?? `${database.toLowerCase().replace(/[^a-z0-9_]/g, '_')}_outbox`, publication },
      bounds: { ...relayBounds, ...bounds },
      sender: new PersistentSender(producer, log),
    };
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
    const timer = setTimeout(() => this.#abandoned.abort(), this.#setup.bounds.stopWithin);
    await this.#running;
    clearTimeout(timer);
    this.#running = undefined;
  }

  override status(): RelayStatus {
    const { lastSentAt, sentTotal } = this.#setup.sender;
    return { role: this.#role, lastSentAt, sentTotal, backlog: this.#session?.rows ?? 0 };
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
        this.#log.warn({ err: error, slot: this.#setup.names.slot }, 'the outbox relay could not go on; it begins again');
        this.#roleKnown();
        const { standbyEvery } = this.#setup.bounds;
        const pause = Math.min(standbyEvery * 5, 100 * 2 ** Math.min(failures, 10));
        await this.#pause(error instanceof BrokerAway ? standbyEvery * 2 : pause);
      }
    }
    this.#role = 'stopped';
    this.#roleKnown();
  }

  /** Holds one connection for questions to the database, and relays while the slot is ours. */
  async #connection(succeeded: () => void): Promise<void> {
    const control = await connect(this.#setup.databaseUrl);
    try {
      await this.#partitions.make(control);
      await ensurePublication(control, this.#setup.names);
      while (!this.#stopping.signal.aborted) {
        const slot = await findSlot(control, this.#setup.names.slot);
        const wasActive =
          slot.state === 'missing' || slot.state === 'lost'
            ? await this.#makeSlotAnew(control)
            : slot.state === 'free' && (await this.#relay(control, slot.confirmed, succeeded));
        if (wasActive) continue;
        this.#become('standby');
        await this.#pause(this.#setup.bounds.standbyEvery);
      }
    } finally {
      await control.end().catch(() => {});
    }
  }

  async #makeSlotAnew(control: pg.Client): Promise<boolean> {
    const { databaseUrl, source, names, sender } = this.#setup;
    const log = { slot: names.slot, rowsSent: 0 };
    this.#log.info(log, 'there is no usable replication slot: it is made, and what the table holds is sent first');
    const forward = async (rows: OutboxRow[]): Promise<void> => {
      this.#become('active');
      const records = rows.map((row) => toRecord(row, source));
      if (!(await sender.send(records, this.#stopping.signal, this.#abandoned.signal))) throw new Error('stopped before the slot was made');
      log.rowsSent += rows.length;
    };
    const made = await makeSlotAnew(control, databaseUrl, names, forward, this.#abandoned.signal);
    if (made) this.#log.info(log, 'the replication slot is made');
    return made;
  }

  /** Relays until the relay is stopped. @returns false where another relay was quicker; throws when the session fails. */
  async #relay(control: pg.Client, confirmed: Lsn, succeeded: () => void): Promise<boolean> {
    const housekeeping = async (upTo: Lsn): Promise<void> => {
      await this.#partitions.make(control);
      const before = await this.#partitions.drop(control, upTo);
      if (before) this.#log.info({ before }, 'dropped days of the outbox that were sent long ago');
    };
    const setup = { ...this.#setup, stopping: this.#stopping.signal, abandoned: this.#abandoned.signal, housekeeping };
    const session = new RelaySession(setup, confirmed);
    if (!(await session.open())) return false;
    this.#session = session;
    this.#become('active');
    succeeded();
    try {
      await session.relay();
      return true;
    } finally {
      this.#session = undefined;
    }
  }

  #become(role: RelayRole): void {
    if (this.#role !== role) this.#log.info({ role, slot: this.#setup.names.slot }, `the outbox relay is ${role}`);
    this.#role = role;
    this.#roleKnown();
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
