/** `active`: sends. `standby`: another relay of this database sends. `stopped`: does neither. */
export type RelayRole = 'active' | 'standby' | 'stopped';

export interface RelayStatus {
  readonly role: RelayRole;
  /** When the broker last acknowledged records of this relay. */
  readonly lastSentAt?: Date;
  /** Records acknowledged by the broker since the start of this relay. */
  readonly sentTotal: number;
  /** Rows read and not yet acknowledged by the broker, where the relay knows. */
  readonly backlog?: number;
}

/**
 * Sends what writers put into the outbox table of one database, after it is committed: at least once, per key in the
 * order of the commits, and by one relay at a time however many are started (the others stand by).
 */
export abstract class OutboxRelay {
  /**
   * Begins. Resolves once this relay knows its role, or has failed to learn it (for a bounded time) and goes on trying: an
   * absent database or broker is waited for, never an error.
   */
  abstract start(): Promise<void>;

  /** Finishes the batch under way (for a bounded time), confirms it and lets another relay take over. */
  abstract stop(): Promise<void>;

  abstract status(): RelayStatus;
}
