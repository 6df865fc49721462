import { testKafka, uniqueTopic } from '@ftgo/testing';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import type { KafkaMessage } from 'kafkajs';
import { connect } from 'node:net';
import { MessageProducer } from '../src/message-producer.ts';
import type { OutboxRecord } from '../src/message-producer.ts';

async function kafka(): Promise<Kafka> {
  const { brokers } = await testKafka();
  return new Kafka({
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
  });
}

/** Sends as production does. */
export class KafkaTestProducer extends MessageProducer {
  readonly #producer;

  private constructor(client: Kafka) {
    super();
    this.#producer = client.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async connected(): Promise<KafkaTestProducer> {
    const made = new KafkaTestProducer(await kafka());
    await made.#producer.connect();
    return made;
  }

  override async send(records: readonly OutboxRecord[]): Promise<void> {
    const topics = Map.groupBy(records, ({ channel }) => channel);
    await this.#producer.sendBatch({
      acks: -1,
      topicMessages: [...topics].map(([topic, messages]) => ({ topic, messages: messages as { key: string; value: string }[] })),
    });
  }

  async disconnect(): Promise<void> {
    await this.#producer.disconnect();
  }
}

export interface Heard {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
  readonly at: number;
}

/** A topic of its own that is listened to from its beginning. */
export async function listen(partitions = 3): Promise<{ topic: string; heard: Heard[]; stop(): Promise<void> }> {
  const topic = await uniqueTopic('outbox', { partitions });
  const consumer = (await kafka()).consumer({ groupId: `${topic}-listener`, maxWaitTimeInMs: 50 });
  const heard: Heard[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch: async ({ batch }) => void heard.push(...batch.messages.map(read)) });
  return { topic, heard, stop: () => consumer.disconnect() };
}

function read({ key, value, headers }: KafkaMessage): Heard {
  const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)] as const);
  return { key: String(key), value: String(value), headers: Object.fromEntries(texts), at: performance.timeOrigin + performance.now() };
}
