import type { BrokerRecord } from '@ftgo/envelope';

/** A record to send. Records of one key keep their order, and so do those of one partition that is named. */
export interface OutgoingRecord {
  readonly channel: string;
  /** Chooses the partition where none is named; null chooses any. */
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: NonNullable<BrokerRecord['headers']>;
  readonly partition?: number;
}

/** A partition's next records, in order. */
export interface RecordBatch {
  readonly channel: string;
  readonly partition: number;
  readonly records: readonly BrokerRecord[];
  /** Aborted once the partition may belong to another member, and at stop: what has not begun must not begin any more. */
  readonly revoked: AbortSignal;
  /** The record has had its effect. Its position is committed once all records before it are settled too. */
  settle(record: BrokerRecord): void;
}

/** What a group hears, and what it does with it. */
export interface Subscription {
  /** The group's id: members of one group share the partitions, each group hears everything. */
  readonly group: string;
  readonly channels: readonly string[];
  /**
   * Takes a batch. Until the promise resolves no further batch of that partition is handed over; other partitions go
   * on. It resolves when there is room for more, not when all records are settled. It never rejects.
   */
  onBatch(batch: RecordBatch): Promise<void>;
  /** Resolves when nothing that was handed over is being worked on any more. */
  idle(): Promise<void>;
}

export interface RunningSubscription {
  /** Resolves when the group was joined for the first time. Never rejects: joining is tried until it is stopped. */
  readonly joined: Promise<void>;
  /** Waits a bounded time for {@link Subscription.idle}, commits, and leaves the group. Safe to call again. */
  stop(): Promise<void>;
}

/** Hears channels from now on, as itself alone. */
export interface Tail {
  /** Resolves when everything that is sent from now on will be heard. Never rejects. */
  readonly hearing: Promise<void>;
  /** Hears nothing for a while, at next to no cost. */
  pause(): void;
  /** Resolves when everything that is sent from then on will be heard; what was sent during the pause is left out. Never rejects. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface SubscriptionHealth {
  readonly group: string;
  readonly state: 'joining' | 'running' | 'stopped' | 'crashed';
  /** Partitions that this member reads. */
  readonly partitions: number;
  /** Records that lie in those partitions and are not settled, as far as is known from the last fetch. */
  readonly lag: number;
}

export interface BrokerHealth {
  readonly producer: 'idle' | 'connected' | 'failing';
  readonly subscriptions: readonly SubscriptionHealth[];
}

/** How far a group has come in one partition. */
export interface Progress {
  readonly channel: string;
  readonly partition: number;
  /** The position that it would begin at if it were to join now. */
  readonly position: number;
  /** The position of the next record to be sent there. */
  readonly end: number;
}

/** The broker will never take this record, however often it is sent: too large, or against the topic's rules. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
}

/**
 * The broker as the rest of the system needs it. What would not port to another broker is written down in
 * `docs/decisions/0003-messaging-runtime.md`.
 */
export abstract class MessageBroker {
  /** Joins a group in the background and hands over its records from the oldest that is not committed. */
  abstract subscribe(subscription: Subscription): RunningSubscription;

  /** Hears every record of the channels that is sent from now on, in this instance, whatever other instances hear. */
  abstract tail(name: string, channels: readonly string[], onRecord: (record: BrokerRecord) => void): Tail;

  /**
   * Sends records, in order per key, acknowledged by all in-sync replicas. One send is under way at a time, others wait.
   *
   * @throws RecordRefused where sending again is of no use; no record of that channel's partition was stored.
   * @throws Error for anything else: some may have been stored. Send all of them again: order holds, copies may occur.
   */
  abstract send(records: readonly OutgoingRecord[]): Promise<void>;

  /**
   * How far a group has come in every partition of the channels, whoever its members are.
   *
   * @throws Error where the broker does not say.
   */
  abstract progress(group: string, channels: readonly string[]): Promise<Progress[]>;

  /** What is known without asking the broker; nothing is sent. */
  abstract health(): BrokerHealth;

  /** Stops all subscriptions and tails, then the producer. */
  abstract close(): Promise<void>;
}
