import { randomUUID } from 'node:crypto';
import { Kafka, type Message, logLevel } from 'kafkajs';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { asAdmin } from '../../libs/messaging/src/kafka/as-admin.ts';

/** A record that somebody should not have sent. */
export interface Poison {
  readonly name: string;
  readonly key: string;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** A type that nobody handles is nobody's dead letter. */
  readonly isSkipped?: boolean;
}

export const CHANNEL = 'ftgo.consumer.events';
const VERIFIED = 'ftgo.consumer.ConsumerVerified.v1';

const headersOf = (type = VERIFIED) => ({ ce_id: randomUUID(), ce_type: type, ce_source: '/somewhere/else', 'content-type': 'application/json' });
const verified = (change: object = {}): string => JSON.stringify({ orderId: randomUUID(), consumerId: randomUUID(), ...change });

/** A consumer was verified, and nobody says for how much: accounting cannot handle it, ever. */
export const withoutAmount = (key: string): Poison => ({ name: 'a handler that throws each time', key, value: verified({ orderId: key }), headers: headersOf() });

/** One of each kind, each under a key of its own. */
export function poisonOfEachKind(): readonly Poison[] {
  const { ce_id: _, ...withoutId } = headersOf();
  const kinds: Omit<Poison, 'key'>[] = [
    { name: 'bytes that are no message', value: Buffer.from([0, 1, 2, 255]), headers: headersOf() },
    { name: 'no ce_id', value: verified(), headers: withoutId },
    { name: 'a type that nobody knows', value: '{}', headers: headersOf('ftgo.consumer.ConsumerSang.v1'), isSkipped: true },
    { name: 'a tombstone', value: null, headers: headersOf() },
    { name: '900 kB', value: verified({ note: 'x'.repeat(900_000) }), headers: headersOf() },
    { name: 'U+0000', value: verified({ consumerId: 'a\u0000b', orderTotal: { amount: 1, currency: 'USD' } }), headers: headersOf() },
    { name: 'a handler that throws each time', value: verified(), headers: headersOf() },
  ];
  return kinds.map((kind) => ({ ...kind, key: `poison-${randomUUID()}` }));
}

/** How many partitions the channel has. */
export function partitionCount(brokers: readonly string[]): Promise<number> {
  const kafka = new Kafka({ clientId: 'ftgo-poison', brokers: [...brokers], logLevel: logLevel.NOTHING });
  return asAdmin(kafka, async (admin) => (await admin.fetchTopicOffsets(CHANNEL)).length);
}

/** Sends them as anybody can who reaches the broker. @returns the partition of the last one */
export async function sendPoison(brokers: readonly string[], poison: readonly Poison[], partition?: number): Promise<number> {
  const kafka = new Kafka({ clientId: 'ftgo-poison', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const messages: Message[] = poison.map(({ key, value, headers }) => ({ key, value, headers, ...(partition !== undefined && { partition }) }));
    const sent = await producer.send({ topic: CHANNEL, messages });
    return sent.at(-1)!.partition;
  } finally {
    await producer.disconnect();
  }
}
