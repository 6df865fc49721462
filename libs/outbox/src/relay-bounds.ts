/** Bounds of a log tailing relay; times in milliseconds. */
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
