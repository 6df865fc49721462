import type { BrokerRecord } from '@ftgo/envelope';
import { type BrokerHealth, MessageBroker, type OutgoingRecord, type Progress, type RecordBatch, type RunningSubscription, type Subscription, type Tail } from './broker.ts';

export interface Prefixes {
  /** Before every channel and group: a system of its own on a shared broker. */
  readonly system?: string;
  /** Before the channels that are heard, after `system`, and not before those that are sent to: something stands in between. */
  readonly heard?: string;
}

/**
 * The same channels and groups under names of their own: several systems beside each other, tests that do not hear each
 * other, and services behind the message router. Whoever uses the port sees the channels' own names.
 */
export class PrefixedBroker extends MessageBroker {
  private readonly system: string;
  private readonly heard: string;

  constructor(
    private readonly broker: MessageBroker,
    { system = '', heard = '' }: Prefixes,
  ) {
    super();
    this.system = system;
    this.heard = system + heard;
  }

  override subscribe(subscription: Subscription): RunningSubscription {
    return this.broker.subscribe({
      group: this.system + subscription.group,
      channels: this.outside(subscription.channels),
      onBatch: (batch) => subscription.onBatch(this.insideOf(batch)),
      idle: () => subscription.idle(),
    });
  }

  override tail(name: string, channels: readonly string[], onRecord: (record: BrokerRecord) => void): Tail {
    return this.broker.tail(this.system + name, this.outside(channels), (record) => onRecord(this.inside(record)));
  }

  override send(records: readonly OutgoingRecord[]): Promise<void> {
    return this.broker.send(records.map((record) => ({ ...record, channel: this.system + record.channel })));
  }

  override async progress(group: string, channels: readonly string[]): Promise<Progress[]> {
    const found = await this.broker.progress(this.system + group, this.outside(channels));
    return found.map((progress) => ({ ...progress, channel: this.named(progress.channel) }));
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

  private outside = (channels: readonly string[]): string[] => channels.map((channel) => this.heard + channel);
  private inside = (record: BrokerRecord): BrokerRecord => ({ ...record, channel: this.named(record.channel) });
  private named = (channel: string): string => (channel.startsWith(this.heard) ? channel.slice(this.heard.length) : channel);
}
