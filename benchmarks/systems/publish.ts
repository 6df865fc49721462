import { connect } from 'node:net';
import { type MessageType, headersOf } from '@ftgo/envelope';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { v7 as uuidv7 } from 'uuid';

export const kafkaClient = (brokers: string): Kafka =>
  new Kafka({
    clientId: 'benchmarks',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
  });

export interface SentRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as one of FTGO's services would send it. */
export function recordOf<T>(type: MessageType<T>, key: string, body: T, id: string = uuidv7()): SentRecord {
  const time = new Date().toISOString();
  const headers = headersOf({ id, type: type.name, source: '/ftgo/benchmarks', subject: key, time, contentType: 'application/json', correlationId: id });
  return { key, value: JSON.stringify(type.codec.toJSON(body)), headers };
}

/** Sends records to a topic and waits for the broker's acknowledgement. */
export async function send(brokers: string, topic: string, records: readonly SentRecord[]): Promise<void> {
  const producer = kafkaClient(brokers).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    for (let at = 0; at < records.length; at += 1_000) await producer.send({ topic, messages: records.slice(at, at + 1_000).map((record) => ({ ...record, headers: { ...record.headers } })) });
  } finally {
    await producer.disconnect();
  }
}

/** Asks how many records a topic has. */
export async function endOf(brokers: string, topic: string): Promise<{ read(): Promise<number>; close(): Promise<void> }> {
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  return {
    read: async () => (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0),
    close: () => admin.disconnect(),
  };
}
