import type { LoggerService } from '@nestjs/common';
import type { BrokerRecord } from '@ftgo/envelope';
import type { Admin, Consumer, Kafka } from 'kafkajs';
import type { Tail } from '../broker.ts';
import { asAdmin } from './as-admin.ts';
import { impatient, patient } from './client.ts';
import { LastingConsumer, metadataMaxAge } from './lasting-consumer.ts';
import { within } from '../bounded-wait.ts';

/**
 * A group with one member that never commits. It begins where the channels end when it is made, and after a rejoin goes
 * on where it was, so that nothing is missed in between.
 */
export class KafkaTail implements Tail {
  readonly hearing: Promise<void>;
  private readonly next = new Map<string, Map<number, bigint>>();
  private readonly consumer: LastingConsumer;
  private stopped: Promise<void> | undefined;
  private resuming: Promise<void> | undefined;
  private isPaused = false;
  private noteHearing!: () => void;

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
    private readonly channels: readonly string[],
    private readonly onRecord: (record: BrokerRecord) => void,
    private readonly logger: LoggerService,
    onCrash: (group: string, error: Error) => void,
  ) {
    this.hearing = new Promise((resolve) => (this.noteHearing = resolve));
    this.consumer = new LastingConsumer({
      group,
      logger,
      make: () => this.newConsumer(),
      run: (consumer) => this.run(consumer),
      lost: () => undefined,
      onCrash,
    });
  }

  pause(): void {
    this.isPaused = true;
    this.everyTopic((topics) => this.consumer.current?.pause(topics));
  }

  resume(): Promise<void> {
    return (this.resuming ??= this.resumeNow().finally(() => (this.resuming = undefined)));
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.stopNow());
  }

  private async resumeNow(): Promise<void> {
    await this.hearing;
    if (!this.isPaused) return;
    this.isPaused = false;
    const from = new Map(this.next);
    this.next.clear();
    // With the broker away it goes on where it paused, which costs time and misses nothing.
    await this.lookUpEnds().catch(() => from.forEach((partitions, channel) => this.next.set(channel, partitions)));
    if (this.consumer.current) this.seek(this.consumer.current);
    this.everyTopic((topics) => this.consumer.current?.resume(topics));
  }

  private seek(consumer: Consumer): void {
    for (const [topic, partitions] of this.next) {
      for (const [partition, offset] of partitions) consumer.seek({ topic, partition, offset: String(offset) });
    }
  }

  private everyTopic(act: (topics: { topic: string }[]) => void): void {
    try {
      act(this.channels.map((topic) => ({ topic })));
    } catch {
      // Not running: nothing is heard, and a new consumer hears everything.
    }
  }

  private async run(consumer: Consumer): Promise<void> {
    await this.lookUpEnds();
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.channels], fromBeginning: false });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: true, eachBatch: async ({ batch }) => this.hear(batch) });
  }

  private newConsumer(): Consumer {
    const consumer = this.kafka.consumer({ groupId: this.group, sessionTimeout: 10_000, maxWaitTimeInMs: 250, metadataMaxAge, retry: patient });
    consumer.on('consumer.group_join', () => {
      this.seek(consumer);
      this.noteHearing();
    });
    return consumer;
  }

  private lookUpEnds(): Promise<void> {
    const lookUp = async (admin: Admin): Promise<void> => {
      for (const channel of this.channels) {
        if (this.next.has(channel)) continue;
        const ends = await admin.fetchTopicOffsets(channel);
        this.next.set(channel, new Map(ends.map(({ partition, high }) => [partition, BigInt(high)])));
      }
    };
    return asAdmin(this.kafka, lookUp, { retry: impatient });
  }

  private hear(batch: { topic: string; partition: number; messages: readonly Omit<BrokerRecord, 'channel' | 'partition'>[] }): void {
    const { topic: channel, partition } = batch;
    for (const { offset, key, value, timestamp, headers } of batch.messages) {
      try {
        this.onRecord({ channel, partition, offset, key, value, timestamp, headers });
      } catch (error) {
        this.logger.error({ msg: `${this.group}: a listener failed: ${(error as Error).message}`, channel, offset }, 'Kafka');
      }
      this.next.get(channel)?.set(partition, BigInt(offset) + 1n);
    }
  }

  private async stopNow(): Promise<void> {
    await within(5_000, this.leave());
  }

  private async leave(): Promise<void> {
    await this.consumer.leave();
    const admin = this.kafka.admin({ retry: { ...impatient, retries: 1 } });
    await admin.connect().then(() => admin.deleteGroups([this.group])).catch(() => undefined);
    await admin.disconnect().catch(() => undefined);
  }
}
