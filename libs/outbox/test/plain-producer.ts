import { connect } from 'node:net';
// The package as a whole needs a compiler for its decorators.
import { encodeProduceRequestsOnce } from '@ftgo/messaging/produce-encoding';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import type { Producer } from 'kafkajs';
import { MessageProducer } from '../src/index.ts';
import type { OutboxRecord } from '../src/index.ts';

encodeProduceRequestsOnce();

/** kafkajs and nothing around it but the encoding that services have, for programs that Node runs as they stand. */
export class PlainProducer extends MessageProducer {
  readonly kafka: Kafka;
  readonly #producer: Producer;

  private constructor(brokers: readonly string[]) {
    super();
    this.kafka = new Kafka({
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
    });
    this.#producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async connected(brokers: readonly string[]): Promise<PlainProducer> {
    const made = new PlainProducer(brokers);
    await made.#producer.connect();
    return made;
  }

  override async send(records: readonly OutboxRecord[]): Promise<void> {
    const topicMessages = [...Map.groupBy(records, ({ channel }) => channel)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
    }));
    await this.#producer.sendBatch({ acks: -1, topicMessages });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}
