import { readConfig, serviceSettings } from '@ftgo/service-runtime';

/** The only reader of the environment in this service. */
export const readRestaurantConfig = (env: NodeJS.ProcessEnv = process.env) => readConfig(serviceSettings, env);

export type RestaurantConfig = ReturnType<typeof readRestaurantConfig>;
