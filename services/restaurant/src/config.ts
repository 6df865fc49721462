import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** How long a restaurant has, while it is open, to accept a ticket before it counts as rejected. */
  FTGO_ACCEPTANCE_DEADLINE_SECONDS: z.coerce.number().positive().max(86_400).default(600),
};

export type RestaurantConfig = ConfigOf<typeof settings>;

/** The only reader of the environment in this service. @throws ConfigError that names each variable at fault. */
export const readRestaurantConfig = (env: NodeJS.ProcessEnv = process.env): RestaurantConfig => readConfig(settings, env);
