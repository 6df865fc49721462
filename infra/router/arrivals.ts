import type { RecordBatch } from '@ftgo/messaging';
import type { BrokerRecord } from '@ftgo/envelope';
import { Passage } from './copy.ts';

/**
 * What has arrived from one partition. After a rejoin the broker hands over again what was not committed: what is still on
 * its way, or has long gone, does not set out a second time.
 */
export class Arrivals {
  private last = -1n;
  private readonly settles = new Map<bigint, () => void>();

  constructor(private readonly listeners: readonly string[]) {}

  /** @returns the record's passage, where it has not been seen before. */
  take(record: BrokerRecord, batch: RecordBatch): Passage | undefined {
    const offset = BigInt(record.offset);
    const settle = (): void => batch.settle(record);
    if (offset <= this.last) {
      if (this.settles.has(offset)) this.settles.set(offset, settle);
      else settle();
      return undefined;
    }
    this.last = offset;
    this.settles.set(offset, settle);
    return new Passage(record, this.listeners, () => {
      this.settles.get(offset)?.();
      this.settles.delete(offset);
    });
  }
}
