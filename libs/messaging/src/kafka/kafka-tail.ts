import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import type { BrokerRecord } from '@ftgo/envelope';
import type { Consumer, Kafka } from 'kafkajs';
import type { Tail } from '../broker.ts';
import { impatient, patient } from './client.ts';
import { within } from '../bounded-wait.ts';

/**
 * A group with one member that never commits. It begins where the channels end when it is made, and after a rejoin goes
 * on where it was, so that nothing is missed in between.
 */
export class KafkaTail implements Tail {
  readonly hearing: Promise<void>;
  private readonly next = new Map<string, Map<number, bigint>>();
  private readonly stopping = new AbortController();
  private readonly starting: Promise<void>;
  private consumer: Consumer | undefined;
  private stopped: Promise<void> | undefined;
  private noteHearing!: () => void;

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
    private readonly channels: readonly string[],
    private readonly onRecord: (record: BrokerRecord) => void,
    private readonly logger: LoggerService,
    private readonly onCrash: (group: string, error: Error) => void,
  ) {
    this.hearing = new Promise((resolve) => (this.noteHearing = resolve));
    this.starting = this.start();
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.stopNow());
  }

  private async start(): Promise<void> {
    for (let pause = 100; !this.stopping.signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      const consumer = this.newConsumer();
      this.consumer = consumer;
      try {
        await this.lookUpEnds();
        await consumer.connect();
        await consumer.subscribe({ topics: [...this.channels], fromBeginning: false });
        await consumer.run({ autoCommit: false, eachBatchAutoResolve: true, eachBatch: async ({ batch }) => this.hear(batch) });
        return;
      } catch (error) {
        this.logger.warn({ msg: `${this.group} cannot listen yet: ${(error as Error).message}` }, 'Kafka');
        await consumer.disconnect().catch(() => undefined);
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private newConsumer(): Consumer {
    const consumer = this.kafka.consumer({ groupId: this.group, sessionTimeout: 10_000, maxWaitTimeInMs: 250, retry: patient });
    consumer.on('consumer.group_join', () => {
      for (const [topic, partitions] of this.next) {
        for (const [partition, offset] of partitions) consumer.seek({ topic, partition, offset: String(offset) });
      }
      this.noteHearing();
    });
    consumer.on('consumer.crash', ({ payload }) => {
      if (!payload.restart && !this.stopping.signal.aborted) this.onCrash(this.group, payload.error);
    });
    return consumer;
  }

  private async lookUpEnds(): Promise<void> {
    const admin = this.kafka.admin({ retry: impatient });
    try {
      await admin.connect();
      for (const channel of this.channels) {
        if (this.next.has(channel)) continue;
        const ends = await admin.fetchTopicOffsets(channel);
        this.next.set(channel, new Map(ends.map(({ partition, high }) => [partition, BigInt(high)])));
      }
    } finally {
      await admin.disconnect();
    }
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
    this.stopping.abort();
    await within(5_000, this.leave());
  }

  private async leave(): Promise<void> {
    await this.consumer?.disconnect().catch(() => undefined);
    await this.starting;
    await this.consumer?.disconnect().catch(() => undefined);
    const admin = this.kafka.admin({ retry: { ...impatient, retries: 1 } });
    await admin.connect().then(() => admin.deleteGroups([this.group])).catch(() => undefined);
    await admin.disconnect().catch(() => undefined);
  }
}
