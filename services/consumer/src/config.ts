import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** What a new consumer may spend, in cents of USD. */
  FTGO_DEFAULT_CREDIT_LIMIT: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(50_000),
};

export type ConsumerConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readConsumerConfig = (env = process.env): ConsumerConfig => readConfig(settings, env);
