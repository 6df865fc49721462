import { readConfig, type ServiceConfig, serviceSettings } from '@ftgo/service-runtime';

export type DeliveryConfig = ServiceConfig;

/** @throws ConfigError that names each variable at fault. */
export const readDeliveryConfig = (env = process.env): DeliveryConfig => readConfig(serviceSettings, env);
