import { RestaurantGrpc } from '@ftgo/restaurant-api';
import type { ServiceDefinition } from '@ftgo/service-runtime';
import { type RestaurantConfig, readRestaurantConfig } from './config.ts';
import { RestaurantServiceModule } from './restaurant-service.module.ts';

export const restaurantService: ServiceDefinition<RestaurantConfig> = {
  name: 'restaurant',
  readConfig: readRestaurantConfig,
  module: (config) => RestaurantServiceModule.with(config),
  grpc: { 'ftgo.restaurant.v1.RestaurantService': RestaurantGrpc.RestaurantServiceService },
};
