/** A row of the outbox as the broker gets it. */
export interface OutboxRecord {
  readonly channel: string;
  readonly key: string;
  readonly value: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a relay needs of a broker. */
export abstract class MessageProducer {
  /**
   * Resolves once every record is acknowledged by all in-sync replicas. Records of one channel and key must be kept in
   * order; the relay has one call under way at a time and repeats the same call until it succeeds.
   *
   * @throws Error named `RecordRefused` where the broker never takes one of the records; any other error passes.
   */
  abstract send(records: readonly OutboxRecord[]): Promise<void>;
}

/** Known by its name, so that a relay needs no broker's library. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'RecordRefused';
}
