import { randomUUID } from 'node:crypto';
import type { BrokerRecord } from '@ftgo/envelope';
import type { Kafka } from 'kafkajs';
import { type BrokerHealth, MessageBroker, type OutgoingRecord, type Progress, type RunningSubscription, type Subscription, type Tail } from '../broker.ts';
import { type KafkaConnection, impatient, kafkaClient, patient } from './client.ts';
import { progressOf } from './group-progress.ts';
import { KafkaProducer } from './kafka-producer.ts';
import { KafkaSubscription, type SubscriptionTimes, usualTimes } from './kafka-subscription.ts';
import { KafkaTail } from './kafka-tail.ts';

export interface KafkaBrokerOptions extends KafkaConnection {
  /** A consumer died of something that trying again does not mend. The process should end and be started again. */
  readonly onCrash: (group: string, error: Error) => void;
  readonly times?: Partial<SubscriptionTimes>;
}

/** Apache Kafka through kafkajs. */
export class KafkaBroker extends MessageBroker {
  private readonly kafka: Kafka;
  private readonly producer: KafkaProducer;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly tails = new Set<KafkaTail>();

  constructor(private readonly options: KafkaBrokerOptions) {
    super();
    this.kafka = kafkaClient(options, patient);
    this.producer = new KafkaProducer(kafkaClient(options, impatient));
  }

  override subscribe(subscription: Subscription): RunningSubscription {
    const times = { ...usualTimes, ...this.options.times };
    const running = new KafkaSubscription(this.kafka, subscription, times, this.options.logger, this.options.onCrash);
    this.subscriptions.add(running);
    return running;
  }

  override tail(name: string, channels: readonly string[], onRecord: (record: BrokerRecord) => void): Tail {
    const group = `${name}.${randomUUID()}`;
    const tail = new KafkaTail(this.kafka, group, channels, onRecord, this.options.logger, this.options.onCrash);
    this.tails.add(tail);
    return tail;
  }

  override send(records: readonly OutgoingRecord[]): Promise<void> {
    return this.producer.send(records);
  }

  override progress(group: string, channels: readonly string[]): Promise<Progress[]> {
    return progressOf(kafkaClient(this.options, impatient), group, channels);
  }

  override health(): BrokerHealth {
    return { producer: this.producer.state, subscriptions: [...this.subscriptions].map(({ health }) => health) };
  }

  override async close(): Promise<void> {
    await Promise.all([...this.subscriptions, ...this.tails].map((open) => open.stop()));
    await this.producer.close();
  }
}
