import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// The files themselves: the package as a whole needs a compiler for its decorators, and this is run as it stands.
import { ensureTopics } from '../libs/messaging/src/topics/ensure-topics.ts';
import { readTopics } from '../libs/messaging/src/topics/topics-file.ts';
import { workspaceRoot } from './folders.ts';

/**
 * Makes the missing topics of infra/topics.yaml.
 *
 * @returns how many there are, and sentences on those that are otherwise than the file says
 */
export const prepareTopics = async (brokers: readonly string[]): Promise<{ count: number; differences: readonly string[] }> => {
  const topics = readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8'));
  const { differences } = await ensureTopics(brokers, topics);
  return { count: topics.length, differences };
};
