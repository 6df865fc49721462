import { describe, expect, it } from '@jest/globals';
import { testKafka, uniqueName } from '@ftgo/testing';
import { describeTopics } from './describe-topics.ts';
import { ensureTopics } from './ensure-topics.ts';
import type { Topic } from './topics-file.ts';

const aTopic = (): Topic => ({
  name: uniqueName('topics'),
  partitions: 2,
  replicas: 1,
  minInSyncReplicas: 1,
  retentionMs: -1,
  cleanup: 'delete',
  maxMessageBytes: 500_000,
});

describe('ensuring topics', () => {
  it('makes what is missing as described', async () => {
    const { brokers } = await testKafka();
    const topic = aTopic();
    expect(await ensureTopics(brokers, [topic])).toEqual({ created: [topic.name], differences: [] });
    expect(await describeTopics(brokers, [topic.name])).toEqual([topic]);
  });

  it('leaves what is there, and says how it differs', async () => {
    const { brokers } = await testKafka();
    const topic = aTopic();
    await ensureTopics(brokers, [topic]);
    expect(await ensureTopics(brokers, [topic])).toEqual({ created: [], differences: [] });
    const { differences } = await ensureTopics(brokers, [{ ...topic, partitions: 5 }]);
    expect(differences).toEqual([`${topic.name} has 2 partitions, not 5`]);
  });

  it('may be done by several at once', async () => {
    const { brokers } = await testKafka();
    const topics = [aTopic(), aTopic()];
    await Promise.all([1, 2, 3].map(() => ensureTopics(brokers, topics)));
    expect((await ensureTopics(brokers, topics)).differences).toEqual([]);
  });
});
