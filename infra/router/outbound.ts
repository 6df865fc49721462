import { type MessageBroker, type OutgoingRecord, RecordRefused } from '@ftgo/messaging';
import type { LoggerService } from '@nestjs/common';
import { pause } from '../../libs/messaging/src/bounded-wait.ts';

const RECORDS_AT_ONCE = 1_000;
const BYTES_AT_ONCE = 500_000;
/** More than these wait outside, in the broker. */
const ROOM = 2_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

interface Leaving {
  readonly record: OutgoingRecord;
  readonly sent: () => void;
}

/** Sends records in the order in which they are handed over, each until the broker has it. */
export class Outbound {
  private queue: Leaving[] = [];
  private draining = false;
  private readonly stopping = new AbortController();
  private readonly waiters: { readonly atMost: number; readonly wake: () => void }[] = [];

  constructor(
    private readonly broker: Pick<MessageBroker, 'send'>,
    private readonly logger: LoggerService,
  ) {}

  get length(): number {
    return this.queue.length;
  }

  /** Resolves when the broker has it; never, where it is stopped before. */
  send(record: OutgoingRecord): Promise<void> {
    return new Promise((sent) => {
      this.queue.push({ record, sent });
      if (this.draining) return;
      this.draining = true;
      // What else is handed over in this turn goes with it.
      queueMicrotask(() => void this.drain());
    });
  }

  /** Resolves when more may be handed over. */
  room(): Promise<void> {
    return this.downTo(ROOM);
  }

  /** Resolves when the broker has everything. */
  idle(): Promise<void> {
    return this.downTo(0);
  }

  stop(): void {
    this.stopping.abort();
  }

  private async downTo(atMost: number): Promise<void> {
    if (this.queue.length > atMost) await new Promise<void>((wake) => this.waiters.push({ atMost, wake }));
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0 && !this.stopping.signal.aborted) {
      const leaving = this.next();
      await this.sendUntilTaken(leaving.map(({ record }) => record));
      if (this.stopping.signal.aborted) return;
      this.queue.splice(0, leaving.length);
      for (const { sent } of leaving) sent();
      for (const waiter of this.waiters.splice(0)) {
        if (this.queue.length <= waiter.atMost) waiter.wake();
        else this.waiters.push(waiter);
      }
    }
    this.draining = false;
  }

  private next(): Leaving[] {
    let bytes = 0;
    const end = this.queue.findIndex(({ record }, index) => index === RECORDS_AT_ONCE || (bytes += record.value?.length ?? 0) > BYTES_AT_ONCE);
    return this.queue.slice(0, end < 0 ? undefined : Math.max(end, 1));
  }

  private async sendUntilTaken(records: readonly OutgoingRecord[]): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !this.stopping.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.broker.send(records);
      } catch (error) {
        if (error instanceof RecordRefused) return this.sendSingly(records, error);
        this.logger.warn({ msg: `The broker does not take ${records.length} records, which are sent again: ${(error as Error).message}` });
        await pause(wait, this.stopping.signal);
      }
    }
  }

  /** One of them will never be taken. */
  private async sendSingly(records: readonly OutgoingRecord[], refusal: RecordRefused): Promise<void> {
    if (records.length === 1) {
      this.logger.error({ msg: `A record is lost to its listener: ${refusal.message}`, channel: records[0]!.channel });
      return;
    }
    for (const record of records) await this.sendUntilTaken([record]);
  }
}
