import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { KafkaBroker } from '@ftgo/messaging';
import { testKafka, uniqueTopic } from '@ftgo/testing';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaMessage } from 'kafkajs';
import { MessageProducer } from '../src/index.ts';
import type { OutboxRecord } from '../src/index.ts';

/** The broker as the services use it, with faults on demand. */
export class KafkaTestProducer extends MessageProducer {
  readonly #sockets = new Set<Socket>();
  readonly #broker: KafkaBroker;
  /** Asked before each send; what it throws, the broker is taken to have said. */
  before: (records: readonly OutboxRecord[]) => void | Promise<void> = () => {};

  private constructor(brokers: readonly string[]) {
    super();
    const silent = () => {};
    this.#broker = new KafkaBroker({
      brokers,
      clientId: 'outbox-test',
      logger: { log: silent, warn: silent, error: silent },
      onCrash: silent,
      sockets: ({ host, port, onConnect }) => {
        const socket = connect({ host, port, noDelay: true }, onConnect);
        this.#sockets.add(socket);
        return socket.once('close', () => this.#sockets.delete(socket));
      },
    });
  }

  static async connected(): Promise<KafkaTestProducer> {
    const { brokers } = await testKafka();
    return new KafkaTestProducer(brokers);
  }

  override async send(records: readonly OutboxRecord[]): Promise<void> {
    await this.before(records);
    await this.#broker.send(records);
  }

  /** Cuts every connection to the broker. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy(new Error('cut by the test'));
  }

  async close(): Promise<void> {
    await this.#broker.close();
  }
}

/** A message as a consumer got it; `at` in milliseconds since the epoch. */
export interface Heard {
  readonly key: string;
  readonly value: string;
  readonly bytes: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly at: number;
}

export interface Listener {
  readonly topic: string;
  readonly heard: Heard[];
  stop(): Promise<void>;
}

/** A topic of its own that is listened to from its beginning. */
export async function listen(partitions = 3): Promise<Listener> {
  const { brokers } = await testKafka();
  const topic = await uniqueTopic('outbox', { partitions });
  const consumer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).consumer({ groupId: `${topic}-listener`, maxWaitTimeInMs: 50 });
  const heard: Heard[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch: async ({ batch }) => void heard.push(...batch.messages.map(read)) });
  return { topic, heard, stop: () => consumer.disconnect() };
}

function read({ key, value, headers }: KafkaMessage): Heard {
  const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)] as const);
  return { key: String(key), value: String(value), bytes: value, headers: Object.fromEntries(texts), at: performance.timeOrigin + performance.now() };
}
