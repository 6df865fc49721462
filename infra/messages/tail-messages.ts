import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { receivedMessage } from '@ftgo/envelope';
import type { ReceivedMessage } from '@ftgo/envelope';
import { Kafka, logLevel } from 'kafkajs';
import type { Admin, EachBatchPayload } from 'kafkajs';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { asAdmin } from '../../libs/messaging/src/kafka/as-admin.ts';
import { Problem } from '../problem.ts';
import { decodedBody } from './decoded-body.ts';

/** A message as it passes. */
export interface TailedMessage extends Omit<ReceivedMessage, 'body' | 'record'> {
  /** As {@link decodedBody} says it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whoever listens knows the types it asks for
  readonly body: any;
}

export interface TailOptions {
  readonly brokers: readonly string[];
  onMessage(message: TailedMessage): void;
  /** Also what was sent before, sorted by its time. */
  readonly fromBeginning?: boolean;
  readonly filter?: (message: TailedMessage) => boolean;
  /** All `ftgo.` topics unless told. */
  readonly topics?: readonly string[];
}

export interface MessageTail {
  /** Resolves when everything has been told that was sent before. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Hears the messages of a running system without taking part in it. Resolves when everything that is sent from now on will be
 * heard; in order per key, not between keys.
 *
 * @throws Problem where no broker answers, or has no such topics.
 */
export async function tailMessages({ brokers, onMessage, fromBeginning = false, filter, topics }: TailOptions): Promise<MessageTail> {
  const kafka = new Kafka({
    clientId: 'ftgo-messages',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
  });
  const ends = await endsOf(kafka, brokers, topics);
  const history = new History(fromBeginning ? ends : new Map(), onMessage);
  const next = new Map(fromBeginning ? [] : ends);

  const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => {
    const partition = `${batch.topic}/${batch.partition}`;
    for (const record of batch.messages) {
      // After a rebalance reading begins again where nothing was committed: at the beginning.
      if (BigInt(record.offset) < (next.get(partition) ?? 0n)) continue;
      next.set(partition, BigInt(record.offset) + 1n);
      const received = receivedMessage({ channel: batch.topic, partition: batch.partition, ...record });
      const { record: _, ...envelope } = received;
      const message = { ...envelope, body: decodedBody(received) };
      if (!filter || filter(message)) history.pass(message);
    }
    history.read(partition, BigInt(batch.lastOffset()) + 1n);
  };

  const consumer = kafka.consumer({ groupId: `ftgo.messages.${randomUUID()}`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: [...new Set([...ends.keys()].map((partition) => partition.slice(0, partition.lastIndexOf('/'))))], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch });
  for (const [partition, offset] of next) {
    const at = partition.lastIndexOf('/');
    consumer.seek({ topic: partition.slice(0, at), partition: Number(partition.slice(at + 1)), offset: String(offset) });
  }
  return { caughtUp: history.told, stop: () => consumer.disconnect() };
}

/** The end of each partition, `topic/partition`, at this moment. */
async function endsOf(kafka: Kafka, brokers: readonly string[], wanted: readonly string[] | undefined): Promise<Map<string, bigint>> {
  const ask = async (admin: Admin): Promise<Map<string, bigint>> => {
    const topics = wanted ?? (await admin.listTopics()).filter((topic) => topic.startsWith('ftgo.'));
    const ends = new Map<string, bigint>();
    // Not side by side: kafkajs forgets for a moment what it knows of one topic while it learns of the next, where there are several brokers.
    for (const topic of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic)) ends.set(`${topic}/${partition}`, BigInt(high));
    }
    return ends;
  };
  const ends = await asAdmin(kafka, ask).catch(({ message }: Error) => {
    throw new Problem(`No Kafka answers at ${brokers.join(', ')} (${message}): is the system running (npm start)? FTGO_KAFKA_BROKERS names another.`);
  });
  if (ends.size === 0) throw new Problem(`Kafka at ${brokers.join(', ')} has no ftgo topics.`);
  return ends;
}

/** Holds back what lay there before until all of it is read: partitions are read one after the other, people read by time. */
class History {
  readonly #open: Map<string, bigint>;
  readonly #onMessage: (message: TailedMessage) => void;
  readonly told: Promise<void>;
  #noteTold!: () => void;
  #held: TailedMessage[] = [];

  constructor(ends: ReadonlyMap<string, bigint>, onMessage: (message: TailedMessage) => void) {
    this.#open = new Map([...ends].filter(([, end]) => end > 0n));
    this.#onMessage = onMessage;
    this.told = new Promise((resolve) => (this.#noteTold = resolve));
    if (this.#open.size === 0) this.#noteTold();
  }

  pass(message: TailedMessage): void {
    if (this.#open.size > 0) this.#held.push(message);
    else this.#onMessage(message);
  }

  read(partition: string, upTo: bigint): void {
    if (upTo < (this.#open.get(partition) ?? 0n) || !this.#open.delete(partition) || this.#open.size > 0) return;
    const held = this.#held.sort((a, b) => a.time.getTime() - b.time.getTime());
    this.#held = [];
    held.forEach((message) => this.#onMessage(message));
    this.#noteTold();
  }
}
