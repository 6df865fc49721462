import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** How long an order may be pending before it is rejected. */
  FTGO_CREATION_DEADLINE_SECONDS: z.coerce.number().positive().max(86_400).default(300),
};

export type OrderConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readOrderConfig = (env = process.env): OrderConfig => readConfig(settings, env);
