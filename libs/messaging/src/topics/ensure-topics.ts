import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, type ITopicMetadata, Kafka, logLevel } from 'kafkajs';
import type { Topic } from './topics-file.ts';

const LEADERS_WITHIN_MS = 15_000;

export interface EnsuredTopics {
  readonly created: readonly string[];
  /** Sentences on topics that are otherwise than described and were left so. */
  readonly differences: readonly string[];
}

/**
 * Makes the topics that are missing. What exists is left as it is: changing partitions or retention of a topic with
 * records in it is a decision for a person. Safe to repeat, also by several at once.
 *
 * @throws Error where the broker cannot be reached or refuses.
 */
export async function ensureTopics(brokers: readonly string[], topics: readonly Topic[]): Promise<EnsuredTopics> {
  const kafka = new Kafka({ clientId: 'ftgo-topics', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin({ retry: { initialRetryTime: 100, retries: 8, maxRetryTime: 2_000 } });
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(name));
    // Answers false, and throws nothing, where somebody else has made them meanwhile.
    if (missing.length > 0) await admin.createTopics({ topics: missing.map(asKafkaHasIt), waitForLeaders: false, timeout: LEADERS_WITHIN_MS });
    const found = await ledTopics(admin, topics.map(({ name }) => name));
    const partitionsOf = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
    const differences = topics
      .filter(({ name, partitions }) => partitionsOf.get(name) !== partitions)
      .map(({ name, partitions }) => `${name} has ${partitionsOf.get(name)} partitions, not ${partitions}`);
    return { created: missing.map(({ name }) => name), differences };
  } finally {
    await admin.disconnect();
  }
}

/**
 * Waits until every partition has a leader. kafkajs' own wait gives up at the first answer of a broker that has not heard
 * of the topic yet, which happens within milliseconds of making it.
 */
async function ledTopics(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  const giveUpAt = Date.now() + LEADERS_WITHIN_MS;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return topics;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
    }
    if (Date.now() > giveUpAt) throw new Error(`No leader yet for some partition of ${names.join(', ')}`);
    await delay(50);
  }
}

function asKafkaHasIt({ name, partitions, replicas, minInSyncReplicas, retentionMs, cleanup, maxMessageBytes }: Topic) {
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: replicas,
    configEntries: [
      { name: 'min.insync.replicas', value: String(minInSyncReplicas) },
      { name: 'retention.ms', value: String(retentionMs) },
      { name: 'cleanup.policy', value: cleanup },
      { name: 'max.message.bytes', value: String(maxMessageBytes) },
    ],
  };
}
