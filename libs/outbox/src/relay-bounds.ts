/** Bounds of a relay; times in milliseconds. */
export interface RelayBounds {
  /** A batch ends at either of these. */
  readonly batchRows: number;
  readonly batchBytes: number;
  /** Reading the log (log tailing) pauses beyond either of these, and goes on below half of both. */
  readonly heldRows: number;
  readonly heldBytes: number;
  /** How often a standby looks whether it is needed. */
  readonly standbyEvery: number;
  /** How often partitions are made and dropped. */
  readonly housekeepingEvery: number;
  /** How long a relay tries to send before it leaves the outbox to another, then begins again if none has taken it. */
  readonly patience: number;
  /** How long PostgreSQL waits for a sign of life before it lets another have the role. */
  readonly silence: number;
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
  silence: 5_000,
  stopWithin: 5_000,
};
