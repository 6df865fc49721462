import type { BrokerRecord } from '@ftgo/envelope';

/** A record that was handed over. */
export type TakenRecord = BrokerRecord & { settled: boolean };

/** Which records of one partition are settled, and up to where all of them are. */
export class PartitionPositions {
  /** The offset of the last record that was handed over. */
  lastTaken: string | undefined;
  private open: TakenRecord[] = [];
  private first = 0;
  private settledUpTo: string | undefined;
  private committed: string | undefined;

  /** Records were handed over. Called in the order of the offsets. */
  take(records: readonly TakenRecord[]): void {
    if (this.first > 0) this.open = this.open.slice(this.first);
    this.first = 0;
    this.open.push(...records);
    this.lastTaken = records.at(-1)?.offset ?? this.lastTaken;
  }

  /** A record has had its effect; called in any order. */
  settle(record: TakenRecord): void {
    record.settled = true;
    for (let next = this.open[this.first]; next?.settled; next = this.open[++this.first]) this.settledUpTo = next.offset;
  }

  /** Records that were handed over and hold the position back. */
  get unsettled(): number {
    return this.open.length - this.first;
  }

  /** The last offset up to which all are settled; undefined where nothing is new since the last commit. */
  get committable(): string | undefined {
    return this.settledUpTo === this.committed ? undefined : this.settledUpTo;
  }

  /** {@link committable} was committed. */
  commit(settledUpTo: string): void {
    this.committed = settledUpTo;
  }
}
