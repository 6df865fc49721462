import type { LoggerService } from '@nestjs/common';
import type { BrokerRecord } from '@ftgo/envelope';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { RecordBatch, RunningSubscription, Subscription, SubscriptionHealth } from '../broker.ts';
import { patient } from './client.ts';
import { LastingConsumer, metadataMaxAge } from './lasting-consumer.ts';
import { Membership } from './membership.ts';
import type { TakenRecord } from './partition-positions.ts';
import { within } from '../bounded-wait.ts';

export interface SubscriptionTimes {
  /** How often settled positions are committed, in milliseconds. */
  readonly commitEvery: number;
  /** How long a partition without room may hold up the others' next fetch before it is paused. */
  readonly patience: number;
  /** How long a stop waits for what is being worked on. The last commit and leaving the group may take 3 s more. */
  readonly stopWithin: number;
  /** After so long without a heartbeat the broker gives a member's partitions to others; less than 6 s no broker takes unless told. */
  readonly sessionTimeout: number;
}

export const usualTimes: SubscriptionTimes = { commitEvery: 500, patience: 1_000, stopWithin: 10_000, sessionTimeout: 6_000 };

/**
 * A member of a consumer group. Batches are handed over at once and the position to fetch from moves on, so that kafkajs
 * fetches and heartbeats while handlers run; the position that is committed follows what is settled.
 */
export class KafkaSubscription implements RunningSubscription {
  readonly joined: Promise<void>;
  private state: SubscriptionHealth['state'] = 'joining';
  private readonly consumer: LastingConsumer;
  private membership = new Membership();
  private commitOffsets: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private committing: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private stopped: Promise<void> | undefined;
  private noteJoined!: () => void;
  private readonly cadence: NodeJS.Timeout;

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
    private readonly times: SubscriptionTimes,
    private readonly logger: LoggerService,
    onCrash: (group: string, error: Error) => void,
  ) {
    this.joined = new Promise((resolve) => (this.noteJoined = resolve));
    this.cadence = setInterval(() => !this.membership.revocation.signal.aborted && void this.commit(), times.commitEvery);
    this.consumer = new LastingConsumer({
      group: subscription.group,
      logger,
      make: () => this.newConsumer(),
      run: (consumer) => this.run(consumer),
      lost: (forGood) => this.revoke(forGood ? 'crashed' : 'joining'),
      onCrash,
    });
  }

  get health(): SubscriptionHealth {
    const { assigned, lag } = this.membership;
    return { group: this.subscription.group, state: this.state, partitions: this.state === 'running' ? assigned : 0, lag };
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.stopNow());
  }

  private async run(consumer: Consumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.subscription.channels], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 32,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  private newConsumer(): Consumer {
    const consumer = this.kafka.consumer({
      groupId: this.subscription.group,
      sessionTimeout: this.times.sessionTimeout,
      rebalanceTimeout: this.times.sessionTimeout,
      heartbeatInterval: Math.min(1_000, this.times.sessionTimeout / 5),
      maxWaitTimeInMs: 250,
      allowAutoTopicCreation: false,
      metadataMaxAge,
      retry: patient,
    });
    consumer.on('consumer.rebalancing', () => {
      // Written before kafkajs asks to join again: the broker still takes the old generation's commit.
      void this.commit();
      this.revoke('joining');
    });
    consumer.on('consumer.group_join', ({ payload }) => this.join(consumer, payload.memberAssignment));
    return consumer;
  }

  private join(consumer: Consumer, assignment: Record<string, number[]>): void {
    this.revoke('running');
    this.membership = new Membership(Object.values(assignment).reduce((count, partitions) => count + partitions.length, 0));
    // A pause outlives the membership in which its reason lay.
    if (!this.stopping.signal.aborted) consumer.resume(this.subscription.channels.map((topic) => ({ topic })));
    this.noteJoined();
  }

  private revoke(state: SubscriptionHealth['state']): void {
    this.membership.revocation.abort();
    this.state = state;
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { membership } = this;
    const revoked = membership.revocation.signal;
    if (this.stopping.signal.aborted) return;
    if (revoked.aborted) throw joinAgain();
    this.commitOffsets = payload.commitOffsetsIfNecessary;
    const ready = this.subscription.onBatch(handOver(membership, payload));
    const outcome = await within(this.times.patience, ready, revoked);
    // Positions of an earlier membership would be taken for this one's, and what lies between would be skipped.
    if (revoked.aborted || membership !== this.membership) return;
    payload.resolveOffset(payload.batch.lastOffset());
    if (outcome === 'late') {
      const resume = payload.pause();
      void ready.then(() => !revoked.aborted && resume());
    }
  }

  /** One commit under way at a time; one that fails is made good by the next. */
  private commit(): Promise<void> {
    return (this.committing = this.committing.then(() => this.commitNow()));
  }

  private async commitNow(): Promise<void> {
    const news = this.membership.committable();
    if (news.length === 0 || !this.commitOffsets) return;
    try {
      await this.commitOffsets({
        topics: news.map(({ channel, partition, upTo }) => ({
          topic: channel,
          partitions: [{ partition, offset: String(BigInt(upTo) + 1n) }],
        })),
      });
      for (const { positions, upTo } of news) positions.commit(upTo);
    } catch (error) {
      this.logger.debug?.({ msg: `${this.subscription.group} could not commit: ${(error as Error).message}` }, 'Kafka');
    }
  }

  private async stopNow(): Promise<void> {
    this.stopping.abort();
    this.consumer.settle();
    this.membership.revocation.abort();
    clearInterval(this.cadence);
    this.pauseAll();
    await within(this.times.stopWithin, this.subscription.idle());
    await within(1_000, this.commit());
    const left = await within(2_000, this.consumer.leave());
    if (left === 'late') this.logger.warn({ msg: `${this.subscription.group} did not leave its group in time` }, 'Kafka');
    this.state = 'stopped';
  }

  private pauseAll(): void {
    try {
      this.consumer.current?.pause(this.subscription.channels.map((topic) => ({ topic })));
    } catch {
      // Not running: nothing is fetched.
    }
  }
}

/**
 * kafkajs says that it joins again, fails to (a coordinator that has just come back is loading), and may then simply go on as the
 * member that it was, telling nobody. What was handed over before was dropped by then, so it has to join after all: this error makes
 * it do so, and begin at what is committed.
 */
function joinAgain(): Error {
  return Object.assign(new Error('A membership that was called off goes on'), { name: 'KafkaJSError', type: 'REBALANCE_IN_PROGRESS' });
}

function handOver(membership: Membership, { batch }: EachBatchPayload): RecordBatch {
  const { topic: channel, partition } = batch;
  const taken = membership.of(channel, partition);
  taken.highWatermark = batch.highWatermark;
  const records = batch.messages.map(
    ({ offset, key, value, timestamp, headers }): TakenRecord => ({ channel, partition, offset, key, value, timestamp, headers, settled: false }),
  );
  taken.positions.take(records);
  const settle = (record: BrokerRecord): void => taken.positions.settle(record as TakenRecord);
  return { channel, partition, records, revoked: membership.revocation.signal, settle };
}
