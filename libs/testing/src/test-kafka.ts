import { Kafka, logLevel } from 'kafkajs';
import type { ITopicConfig } from 'kafkajs';
import { eventually } from './eventually.ts';
import { uniqueName } from './unique-name.ts';

export interface TestKafka {
  readonly brokers: readonly string[];
}

let answering: Promise<TestKafka> | undefined;

const withAdmin = async <T>(brokers: readonly string[], work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> => {
  const admin = new Kafka({ clientId: 'test', brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

/**
 * The brokers for tests: `FTGO_TEST_KAFKA_BROKERS`, which the test run sets to a broker of its own when it is not given. Waits
 * until they answer.
 */
export const testKafka = (): Promise<TestKafka> => {
  const given = process.env['FTGO_TEST_KAFKA_BROKERS'];
  if (!given) throw new Error('FTGO_TEST_KAFKA_BROKERS is not set: run jest with the configuration of the workspace root.');
  const brokers = given.split(',');
  return (answering ??= eventually(() => withAdmin(brokers, (admin) => admin.describeCluster()), { within: 60_000, every: 100 }).then(() => ({
    brokers,
  })));
};

/** Makes a topic that no other test has, and returns its name. */
export const uniqueTopic = async (
  prefix = 'test',
  { partitions = 1, config = {} }: { partitions?: number; config?: Readonly<Record<string, string>> } = {},
): Promise<string> => {
  const { brokers } = await testKafka();
  const topic: ITopicConfig = {
    topic: uniqueName(prefix),
    numPartitions: partitions,
    replicationFactor: 1,
    configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
  };
  await withAdmin(brokers, async (admin) => {
    await admin.createTopics({ topics: [topic], waitForLeaders: false, timeout: 20_000 });
    // kafkajs' own wait gives up at the first answer of a broker that has not heard of the topic yet.
    await eventually(async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic.topic] });
      if (topics.some((made) => made.partitions.some(({ leader }) => leader < 0))) throw new Error(`${topic.topic} has no leader yet`);
      // A leader that is named may not have heard of it itself.
      await admin.fetchTopicOffsets(topic.topic);
    });
  });
  return topic.topic;
};
