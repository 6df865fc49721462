import { MessageProducer } from '../src/index.ts';
import type { OutboxRecord } from '../src/index.ts';

/** A broker that keeps what it is sent; what Kafka makes of it is the contract suite's matter. */
export class KeptBroker extends MessageProducer {
  readonly sent: OutboxRecord[] = [];
  readonly sizes: number[] = [];
  before: (records: readonly OutboxRecord[]) => void | Promise<void> = () => {};

  override async send(records: readonly OutboxRecord[]): Promise<void> {
    await this.before(records);
    this.sizes.push(records.length);
    this.sent.push(...records);
  }

  get values(): string[] {
    return this.sent.map(({ value }) => String(value));
  }
}
