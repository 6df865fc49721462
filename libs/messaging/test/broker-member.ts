import { testKafka, uniqueName } from '@ftgo/testing';
import { Logger } from '@nestjs/common';
import { type Admin, Kafka, Partitioners, logLevel } from 'kafkajs';
import type { BrokerRecord } from '@ftgo/envelope';
import type { OutgoingRecord, RecordBatch, RunningSubscription, Subscription } from '../src/broker.ts';
import { asAdmin } from '../src/kafka/as-admin.ts';
import { KafkaBroker } from '../src/kafka/kafka-broker.ts';
import type { SubscriptionTimes } from '../src/kafka/kafka-subscription.ts';
import { Network } from './network.ts';

export interface TestBroker {
  readonly broker: KafkaBroker;
  readonly network: Network;
  readonly crashes: string[];
}

const open: TestBroker[] = [];

/** The adapter under test, over a network of its own. */
export async function testBroker(times: Partial<SubscriptionTimes> = {}): Promise<TestBroker> {
  const { brokers } = await testKafka();
  const network = new Network();
  const crashes: string[] = [];
  const broker = new KafkaBroker({
    brokers,
    clientId: uniqueName('client'),
    logger: process.env['FTGO_TEST_LOG'] ? new Logger() : silent,
    sockets: network.open,
    onCrash: (group, error) => crashes.push(`${group}: ${error.message}`),
    // No pause of the machine shall count as a member's death.
    times: { stopWithin: 3_000, sessionTimeout: 10_000, ...times },
  });
  const made = { broker, network, crashes };
  open.push(made);
  return made;
}

export async function closeAll(): Promise<void> {
  await Promise.all(
    open.splice(0).map(async ({ broker, network }) => {
      network.mend();
      await broker.close();
    }),
  );
}

/** A member of a group that remembers what it was given, and settles it unless told otherwise. */
export class Member implements Subscription {
  readonly heard: BrokerRecord[] = [];
  readonly batches: RecordBatch[] = [];
  /** Called with each batch; what it returns is waited for as the want of room. */
  take: (batch: RecordBatch) => Promise<void> | void = (batch) => batch.records.forEach((record) => batch.settle(record));
  idle: () => Promise<void> = () => Promise.resolve();
  running!: RunningSubscription;

  constructor(
    readonly channels: readonly string[],
    readonly group = uniqueName('group'),
  ) {}

  async onBatch(batch: RecordBatch): Promise<void> {
    this.batches.push(batch);
    this.heard.push(...batch.records);
    await this.take(batch);
  }

  get values(): string[] {
    return this.heard.map(({ value }) => String(value));
  }

  async join({ broker }: TestBroker): Promise<this> {
    this.running = broker.subscribe(this);
    await this.running.joined;
    return this;
  }
}

export const aRecord = (channel: string, key: string, value: string | Buffer, headers: Record<string, string> = {}): OutgoingRecord => ({
  channel,
  key,
  value,
  headers,
});

/** `[from, from + 1, …]` as records of one key. */
export const numbered = (channel: string, key: string, from: number, to: number): OutgoingRecord[] =>
  Array.from({ length: to - from + 1 }, (_, index) => aRecord(channel, key, `${key}:${from + index}`));

/** A key that lies in the given one of so many partitions. */
export function keyIn(partition: number, partitions: number): string {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1 }) as never);
  const partitionOf = Partitioners.DefaultPartitioner();
  const keys = 'abcdefghijklmnopqrstuvwxyz'.split('');
  return keys.find((key) => partitionOf({ topic: '', partitionMetadata, message: { key, value: null } }) === partition)!;
}

/** What the broker has as the group's positions, by partition; -1 where it has none. */
export async function committed(group: string, channel: string): Promise<number[]> {
  return inAdmin(async (admin) => {
    const [topic] = await admin.fetchOffsets({ groupId: group, topics: [channel] });
    return topic!.partitions.sort((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset));
  });
}

export async function groups(): Promise<string[]> {
  return inAdmin(async (admin) => (await admin.listGroups()).groups.map(({ groupId }) => groupId));
}

/** Asks the brokers of the tests. */
export async function inAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
  const { brokers } = await testKafka();
  return asAdmin(new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }), ask);
}

const silent = { log() {}, error() {}, warn() {} };
