import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// The files themselves: the package as a whole needs a compiler for its decorators, and this is run as it stands.
import { ensureTopics } from '../libs/messaging/src/topics/ensure-topics.ts';
import { readTopics, type Topic } from '../libs/messaging/src/topics/topics-file.ts';
import { workspaceRoot } from './folders.ts';

/** The topics of infra/topics.yaml. */
export const topicsOf = (environment: 'local' | 'production'): Topic[] =>
  readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8'), environment);

/** Where there are three brokers, topics are kept as in production; their partitions are as many as this machine's work asks for. */
export const topicsFor = (brokerCount: number): Topic[] => {
  const local = topicsOf('local');
  if (brokerCount < 3) return local;
  return topicsOf('production').map((topic, index) => ({ ...topic, partitions: local[index]!.partitions }));
};

/**
 * Makes the missing topics.
 *
 * @returns how many there are, and sentences on those that are otherwise than the file says
 */
export const prepareTopics = async (brokers: readonly string[], topics: readonly Topic[]): Promise<{ count: number; differences: readonly string[] }> => {
  const { differences } = await ensureTopics(brokers, topics);
  return { count: topics.length, differences };
};
