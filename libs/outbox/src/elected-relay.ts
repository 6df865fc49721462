import { setTimeout as delay } from 'node:timers/promises';
import { HeldConnection } from './held-connection.ts';
import type { MessageProducer } from './message-producer.ts';
import { OrderlySender } from './orderly-sender.ts';
import { OutboxPartitions } from './outbox-partitions.ts';
import { OutboxRelay } from './outbox-relay.ts';
import type { RelayRole, RelayStatus } from './outbox-relay.ts';
import { BrokerAway, PersistentSender } from './persistent-sender.ts';
import { RefusedRecords } from './refused-records.ts';
import { relayBounds } from './relay-bounds.ts';
import type { RelayBounds } from './relay-bounds.ts';
import { silentLog } from './relay-log.ts';
import type { RelayLog } from './relay-log.ts';
import { slotOf } from './replication-slot.ts';

export interface RelayOptions {
  /** Of a role that owns the outbox table. Directly to PostgreSQL, or through a pooler that pools sessions. */
  readonly databaseUrl: string;
  /** `ce_source` of what is sent, such as `/ftgo/order-service`. */
  readonly source: string;
  readonly producer: MessageProducer;
  readonly log?: RelayLog;
  /** The replication slot: lower case letters, digits and underscores. `<database>_outbox` unless told. */
  readonly slot?: string;
  readonly bounds?: Partial<RelayBounds>;
}

const START_WITHIN = 5_000;

/** What relays have in common: they hold a connection, take part in an election on it, and begin again when it fails. */
export abstract class ElectedRelay extends OutboxRelay {
  protected readonly databaseUrl: string;
  protected readonly source: string;
  protected readonly slot: string;
  protected readonly bounds: RelayBounds;
  protected readonly sender: PersistentSender;
  protected readonly log: RelayLog;
  protected readonly partitions = new OutboxPartitions();
  #role: RelayRole = 'stopped';
  #roleKnown: () => void = () => {};
  #failures = 0;
  #connection: HeldConnection | undefined;
  #stopping = new AbortController();
  #abandoned = new AbortController();
  #running: Promise<void> | undefined;

  constructor({ databaseUrl, source, producer, log = silentLog, slot, bounds }: RelayOptions) {
    super();
    this.databaseUrl = databaseUrl;
    this.source = source;
    this.slot = slot ?? slotOf(databaseUrl);
    this.bounds = { ...relayBounds, ...bounds };
    this.sender = new PersistentSender(producer, log);
    this.log = log;
  }

  /**
   * Takes part in the election on this connection, and relays while it is this relay's turn. Returns when told to stop.
   *
   * @throws Error when it cannot go on: it is called again with another connection.
   */
  protected abstract takePart(connection: HeldConnection): Promise<void>;

  /** Rows read and not yet acknowledged by the broker. */
  protected abstract get rowsHeld(): number;

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
    const timer = setTimeout(() => this.#abandoned.abort(), this.bounds.stopWithin);
    await this.#running;
    clearTimeout(timer);
    this.#running = undefined;
  }

  override status(): RelayStatus {
    const { lastSentAt, sentTotal } = this.sender;
    const isMistaken = this.#role === 'active' && !this.#connection?.isHeld;
    return { role: isMistaken ? 'standby' : this.#role, lastSentAt, sentTotal, backlog: this.rowsHeld };
  }

  /** Raised: finish the batch under way. */
  protected get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Raised: do not even do that. */
  protected get abandoned(): AbortSignal {
    return this.#abandoned.signal;
  }

  /** What an active relay sends through. Made when the role is ours: the one before may have set records aside. */
  protected async outgoing({ client }: HeldConnection): Promise<OrderlySender> {
    return new OrderlySender(this.sender, await RefusedRecords.open(client), this.log);
  }

  protected become(role: RelayRole): void {
    if (this.#role !== role) this.log.info({ role, slot: this.slot }, `the outbox relay is ${role}`);
    if (role === 'active') this.#failures = 0;
    this.#role = role;
    this.#roleKnown();
  }

  /** Waits as long as a standby does before it looks again. */
  protected async standBy(): Promise<void> {
    this.become('standby');
    await this.pause(this.bounds.standbyEvery);
  }

  /** Waits, unless it is told to stop. */
  protected async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.stopping }).catch(() => {});
  }

  /** One connection after the other, for ever. */
  async #run(): Promise<void> {
    this.#role = 'standby';
    this.#failures = 0;
    while (!this.stopping.aborted) {
      try {
        await this.#hold();
      } catch (error) {
        if (this.stopping.aborted) break;
        this.#role = 'standby';
        this.log.warn({ err: error, slot: this.slot }, 'the outbox relay could not go on; it begins again');
        this.#roleKnown();
        const { standbyEvery } = this.bounds;
        const pause = Math.min(standbyEvery * 5, 100 * 2 ** Math.min(this.#failures, 10));
        this.#failures += 1;
        await this.pause(error instanceof BrokerAway ? standbyEvery * 2 : pause);
      }
    }
    this.#role = 'stopped';
    this.#roleKnown();
  }

  async #hold(): Promise<void> {
    const connection = await HeldConnection.open(this.databaseUrl, this.bounds.silence);
    this.#connection = connection;
    try {
      await this.partitions.make(connection.client);
      await this.takePart(connection);
    } finally {
      this.#connection = undefined;
      await connection.close();
    }
  }
}
