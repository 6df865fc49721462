import type { Lsn } from './lsn.ts';
import type { OutboxRecord } from './message-producer.ts';

interface Entry {
  readonly record: OutboxRecord;
  readonly bytes: number;
}

/**
 * What was read from the log and not yet acknowledged by the broker, and how far the slot may be confirmed: a
 * transaction counts when the last of its rows is sent, however the rows fell into batches.
 */
export class Backlog {
  #entries: Entry[] = [];
  #bytes = 0;
  #received = 0;
  #sent = 0;
  /** Transactions with rows still to send: how many rows must have been sent, and what may be confirmed then. */
  #commits: { readonly after: number; readonly position: Lsn }[] = [];
  #confirmable: Lsn;
  #inTransaction = false;
  #wake: (() => void) | undefined;

  /** @param confirmed the slot's confirmed position: nothing before it comes again */
  constructor(confirmed: Lsn) {
    this.#confirmable = confirmed;
  }

  /** Every transaction that commits before this position is with the broker. */
  get confirmable(): Lsn {
    return this.#confirmable;
  }

  /** Rows not yet acknowledged, those under way included. */
  get rows(): number {
    return this.#received - this.#sent;
  }

  /** Bytes waiting to be taken. */
  get bytes(): number {
    return this.#bytes;
  }

  begin(): void {
    this.#inTransaction = true;
  }

  add(record: OutboxRecord, bytes: number): void {
    this.#entries.push({ record, bytes });
    this.#bytes += bytes;
    this.#received += 1;
    this.#wake?.();
  }

  /** @param commitLsn where the commit record begins; the next transaction's may begin where this one ends. */
  commit(commitLsn: Lsn): void {
    this.#inTransaction = false;
    this.#commits.push({ after: this.#received, position: commitLsn + 1n });
    this.#settle();
  }

  /** The server has read its log up to here and has streamed all it found for us. */
  reached(walEnd: Lsn): void {
    if (!this.#inTransaction && this.rows === 0 && walEnd > this.#confirmable) this.#confirmable = walEnd;
  }

  /** The oldest rows, at least one where there is any, within the bounds given. */
  take(maxRows: number, maxBytes: number): OutboxRecord[] {
    let count = 0;
    let bytes = 0;
    while (count < this.#entries.length && count < maxRows) {
      const next = this.#entries[count]!.bytes;
      if (count > 0 && bytes + next > maxBytes) break;
      bytes += next;
      count += 1;
    }
    this.#bytes -= bytes;
    return this.#entries.splice(0, count).map((entry) => entry.record);
  }

  /** The broker has acknowledged that many of the rows taken. */
  sent(count: number): void {
    this.#sent += count;
    this.#settle();
  }

  /** Resolves when there is something to take, or the signal is raised. */
  async filled(signal: AbortSignal): Promise<void> {
    if (this.#entries.length > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#wake = undefined;
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake);
    });
  }

  #settle(): void {
    let settled = 0;
    while (settled < this.#commits.length && this.#commits[settled]!.after <= this.#sent) settled += 1;
    if (settled === 0) return;
    this.#confirmable = this.#commits[settled - 1]!.position;
    this.#commits.splice(0, settled);
  }
}
