import { processSettings, readConfig, serviceSettings } from '@ftgo/service-runtime/process';
import type { ConfigOf } from '@ftgo/service-runtime/process';
import { z } from 'zod';

const names = z
  .string()
  .regex(/^[\w.-]+(,[\w.-]+)*$/, 'must be names, several separated by commas')
  .transform((list) => list.split(','));

const routerSettings = {
  ...processSettings,
  FTGO_KAFKA_BROKERS: serviceSettings.FTGO_KAFKA_BROKERS,
  FTGO_CHANNEL_PREFIX: serviceSettings.FTGO_CHANNEL_PREFIX,
  /** Who hears through the router; `consumer` is told FTGO_HEARD_PREFIX=routed.consumer. (with the dot). */
  FTGO_ROUTER_LISTENERS: names,
  /** The channels it passes on, by the names that are sent to. */
  FTGO_ROUTER_CHANNELS: names,
  /** Where commands are taken. */
  FTGO_ROUTER_PORT: z.coerce.number().int().min(0).max(65_535),
};

/** @throws ConfigError that names each variable at fault. */
export const readRouterConfig = (env: NodeJS.ProcessEnv = process.env): ConfigOf<typeof routerSettings> => readConfig(routerSettings, env);
