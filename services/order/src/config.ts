import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** How long an order may be pending before it is rejected. */
  FTGO_CREATION_DEADLINE_SECONDS: z.coerce.number().positive().max(86_400).default(300),
  /** How long a saga waits for an answer to its first attempt at a step; twice as long to each that follows. */
  FTGO_STEP_DEADLINE_SECONDS: z.coerce.number().positive().max(3_600).default(5),
  /** The longest that it waits for one answer. */
  FTGO_STEP_DEADLINE_MOST_SECONDS: z.coerce.number().positive().max(86_400).default(30),
  /** How often it asks before it undoes what was done, or shows itself to an operator. */
  FTGO_STEP_ATTEMPTS: z.coerce.number().int().min(1).max(100).default(4),
};

export type OrderConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readOrderConfig = (env = process.env): OrderConfig => readConfig(settings, env);
