import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readTopics } from './topics-file.ts';

const file = `
defaults: { partitions: 6, replicas: 1, minInSyncReplicas: 1, retention: forever, cleanup: delete, maxMessageBytes: 1048588 }
production: { replicas: 3, minInSyncReplicas: 2 }
topics:
  - name: ftgo.order.events
  - { name: ftgo.dead-letters, retention: 30d, partitions: 2 }
`;

describe('a topics file', () => {
  it('gives every topic the defaults that it does not set itself', () => {
    expect(readTopics(file)).toEqual([
      { name: 'ftgo.order.events', partitions: 6, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1048588 },
      expect.objectContaining({ name: 'ftgo.dead-letters', partitions: 2, retentionMs: 30 * 24 * 60 * 60 * 1000 }),
    ]);
  });

  it('asks for more replicas in production', () => {
    expect(readTopics(file, 'production')[0]).toMatchObject({ replicas: 3, minInSyncReplicas: 2, partitions: 6 });
  });

  it.each([
    ['an unknown setting', file.replace('partitions: 2', 'partition: 2'), 'partition'],
    ['a retention in no unit', file.replace('30d', '30'), 'retention'],
    ['a name that Kafka refuses', file.replace('ftgo.order.events', 'ftgo/orders'), 'topic'],
    ['a topic twice', file.replace('ftgo.dead-letters', 'ftgo.order.events'), 'twice'],
    ['no topics', file.replace(/topics:[\s\S]*/, 'topics: []'), 'topics'],
  ])('is refused with %s', (_, text, named) => {
    expect(() => readTopics(text)).toThrow(named);
  });

  it('of this system keeps events for ever', () => {
    const topics = readTopics(readFileSync('infra/topics.yaml', 'utf8'));
    const events = topics.filter(({ name }) => name.endsWith('.events'));
    expect(events).toHaveLength(8);
    expect(events.every(({ retentionMs, cleanup }) => retentionMs === -1 && cleanup === 'delete')).toBe(true);
  });
});
