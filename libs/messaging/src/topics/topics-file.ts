import { parse } from 'yaml';
import { z } from 'zod';

/** How a topic is kept. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  /** How many replicas must have a record before a send with acks from all is acknowledged. */
  readonly minInSyncReplicas: number;
  /** Milliseconds; -1 keeps records for ever. */
  readonly retentionMs: number;
  /** `compact` keeps the last record of each key. */
  readonly cleanup: 'delete' | 'compact';
  readonly maxMessageBytes: number;
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const retention = z
  .string()
  .regex(/^(forever|\d+(ms|s|m|h|d))$/, 'is neither "forever" nor a time such as 30d')
  .transform((text) => (text === 'forever' ? -1 : Number.parseInt(text, 10) * units[/[a-z]+$/.exec(text)![0] as keyof typeof units]));

const settings = z.strictObject({
  partitions: z.int().positive(),
  replicas: z.int().positive(),
  minInSyncReplicas: z.int().positive(),
  retention,
  cleanup: z.enum(['delete', 'compact']),
  maxMessageBytes: z.int().positive(),
});

const topicName = z.string().regex(/^[a-zA-Z0-9._-]{1,249}$/, 'is no name of a Kafka topic');

const topicsFile = z.strictObject({
  defaults: settings,
  production: settings.partial().optional(),
  topics: z.array(settings.partial().extend({ name: topicName })).min(1),
});

/**
 * Reads a topics file (`infra/topics.yaml`).
 *
 * @param environment `production` lays the file's section of that name over its defaults.
 * @throws Error that names the line of the file's tree that is wrong, or a topic that is listed twice.
 */
export function readTopics(yaml: string, environment: 'local' | 'production' = 'local'): Topic[] {
  const read = topicsFile.safeParse(parse(yaml));
  if (!read.success) throw new Error(`The topics file is wrong: ${z.prettifyError(read.error)}`);
  const { defaults, production, topics } = read.data;
  const base = environment === 'production' ? { ...defaults, ...production } : defaults;
  const twice = topics.find(({ name }, index) => topics.findIndex((other) => other.name === name) !== index);
  if (twice) throw new Error(`The topics file lists ${twice.name} twice`);
  return topics.map((topic) => {
    const { retention: retentionMs, ...rest } = { ...base, ...topic };
    return { ...rest, retentionMs };
  });
}
