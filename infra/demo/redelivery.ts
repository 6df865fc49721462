import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { eventually } from './eventually.ts';

/** Where a record lies. */
export interface Place {
  readonly channel: string;
  readonly partition: number;
  readonly offset: string;
}

/** Delivers messages of the running system again: the very same bytes and headers, into the same partition. */
export class Redelivery {
  readonly #kafka: Kafka;

  constructor(brokers: readonly string[]) {
    this.#kafka = new Kafka({ clientId: 'ftgo-redelivery', brokers: [...brokers], logLevel: logLevel.NOTHING });
  }

  /** @returns where the copy lies. */
  async sendAgain({ channel, partition, offset }: Place): Promise<Place> {
    const { key, value, headers } = await this.#recordAt({ channel, partition, offset });
    const producer = this.#kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    try {
      const [sent] = await producer.send({ topic: channel, messages: [{ key, value, headers, partition }] });
      return { channel, partition, offset: sent!.baseOffset! };
    } finally {
      await producer.disconnect();
    }
  }

  /** Waits until the group has done with the record, whatever it did with it. */
  async settledBy(group: string, { channel, partition, offset }: Place, withinMs = 60_000): Promise<void> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      await eventually(`${group} to come past ${channel} ${partition}/${offset}`, async () => {
        const [topic] = await admin.fetchOffsets({ groupId: group, topics: [channel] });
        const next = topic?.partitions.find((each) => each.partition === partition)?.offset ?? '-1';
        return BigInt(next) > BigInt(offset) || undefined;
      }, withinMs);
    } finally {
      await admin.disconnect();
    }
  }

  async #recordAt({ channel, partition, offset }: Place): Promise<KafkaMessage> {
    const consumer = this.#kafka.consumer({ groupId: `ftgo.redelivery.${randomUUID()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic: channel, fromBeginning: true });
      let found: KafkaMessage | undefined;
      await consumer.run({
        autoCommit: false,
        eachMessage: async (read) => {
          if (read.partition === partition && read.message.offset === offset) found = read.message;
        },
      });
      consumer.seek({ topic: channel, partition, offset });
      return await eventually(`the record at ${channel} ${partition}/${offset}`, () => found, 60_000);
    } finally {
      await consumer.disconnect();
    }
  }
}
