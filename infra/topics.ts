import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// The files themselves: the package as a whole needs a compiler for its decorators, and this is run as it stands.
import { ensureTopics } from '../libs/messaging/src/topics/ensure-topics.ts';
import { readTopics, type Topic } from '../libs/messaging/src/topics/topics-file.ts';
import { workspaceRoot } from './folders.ts';

/** Where there are three brokers, topics are kept as in production; their partitions are as many as this machine's work asks for. */
export const topicsFor = (brokerCount: number): Topic[] => {
  const yaml = readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8');
  const local = readTopics(yaml);
  if (brokerCount < 3) return local;
  return readTopics(yaml, 'production').map((topic, index) => ({ ...topic, partitions: local[index]!.partitions }));
};

/**
 * Makes the missing topics of infra/topics.yaml.
 *
 * @returns how many there are, and sentences on those that are otherwise than the file says
 */
export const prepareTopics = async (brokers: readonly string[], brokerCount = 1): Promise<{ count: number; differences: readonly string[] }> => {
  const topics = topicsFor(brokerCount);
  const { differences } = await ensureTopics(brokers, topics);
  return { count: topics.length, differences };
};
