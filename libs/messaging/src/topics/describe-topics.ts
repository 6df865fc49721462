// By its default export, the only one in which Node finds the constants of this CommonJS package.
import kafkajs, { type DescribeConfigResponse, Kafka, logLevel } from 'kafkajs';
import type { Topic } from './topics-file.ts';

/**
 * Topics as the broker has them, whatever any file says.
 *
 * @throws Error where the broker cannot be reached or has no such topic.
 */
export async function describeTopics(brokers: readonly string[], names: readonly string[]): Promise<Topic[]> {
  const kafka = new Kafka({ clientId: 'ftgo-topics', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin({ retry: { initialRetryTime: 100, retries: 8, maxRetryTime: 2_000 } });
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
    });
    return topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.length,
      replicas: partitions[0]!.replicas.length,
      ...keptAs(resources.find(({ resourceName }) => resourceName === name)!),
    }));
  } finally {
    await admin.disconnect();
  }
}

function keptAs({ configEntries }: DescribeConfigResponse['resources'][number]): Omit<Topic, 'name' | 'partitions' | 'replicas'> {
  const value = (name: string): string => configEntries.find(({ configName }) => configName === name)!.configValue;
  return {
    minInSyncReplicas: Number(value('min.insync.replicas')),
    retentionMs: Number(value('retention.ms')),
    cleanup: value('cleanup.policy') as Topic['cleanup'],
    maxMessageBytes: Number(value('max.message.bytes')),
  };
}
