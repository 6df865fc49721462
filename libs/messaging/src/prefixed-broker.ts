import type { BrokerRecord } from '@ftgo/envelope';
import { type BrokerHealth, MessageBroker, type OutgoingRecord, type RecordBatch, type RunningSubscription, type Subscription, type Tail } from './broker.ts';

/**
 * The same channels and groups under names of their own on a shared broker: several systems beside each other, and tests
 * that do not hear each other. Whoever uses the port sees the channels' own names.
 */
export class PrefixedBroker extends MessageBroker {
  constructor(
    private readonly broker: MessageBroker,
    private readonly prefix: string,
  ) {
    super();
  }

  override subscribe(subscription: Subscription): RunningSubscription {
    return this.broker.subscribe({
      group: this.outside(subscription.group),
      channels: subscription.channels.map((channel) => this.outside(channel)),
      onBatch: (batch) => subscription.onBatch(this.insideOf(batch)),
      idle: () => subscription.idle(),
    });
  }

  override tail(name: string, channels: readonly string[], onRecord: (record: BrokerRecord) => void): Tail {
    const outside = channels.map((channel) => this.outside(channel));
    return this.broker.tail(this.outside(name), outside, (record) => onRecord(this.inside(record)));
  }

  override send(records: readonly OutgoingRecord[]): Promise<void> {
    return this.broker.send(records.map((record) => ({ ...record, channel: this.outside(record.channel) })));
  }

  override health(): BrokerHealth {
    return this.broker.health();
  }

  override close(): Promise<void> {
    return this.broker.close();
  }

  private insideOf(batch: RecordBatch): RecordBatch {
    const originals = new Map(batch.records.map((record) => [this.inside(record), record]));
    return {
      channel: this.named(batch.channel),
      partition: batch.partition,
      records: [...originals.keys()],
      revoked: batch.revoked,
      settle: (record) => batch.settle(originals.get(record) ?? record),
    };
  }

  private inside = (record: BrokerRecord): BrokerRecord => ({ ...record, channel: this.named(record.channel) });
  private outside = (name: string): string => this.prefix + name;
  private named = (name: string): string => (name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name);
}
