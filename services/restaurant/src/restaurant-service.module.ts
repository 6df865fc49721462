import { RestaurantGrpc } from '@ftgo/restaurant-api';
import { MessagingModule, type ServiceDefinition } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { type RestaurantConfig, readRestaurantConfig } from './config.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { KitchenModule } from './kitchen/kitchen.module.ts';
import { RestaurantModule } from './restaurant/restaurant.module.ts';

@Module({})
export class RestaurantServiceModule {
  static with(config: RestaurantConfig): DynamicModule {
    return {
      module: RestaurantServiceModule,
      imports: [MessagingModule.forService({ name: 'restaurant', config, prisma: PrismaClient }), RestaurantModule, KitchenModule.with(config)],
    };
  }
}

export const restaurantService = (env = process.env): ServiceDefinition<RestaurantConfig> => ({
  name: 'restaurant',
  readConfig: () => readRestaurantConfig(env),
  module: RestaurantServiceModule.with,
  grpc: { 'ftgo.restaurant.v1.RestaurantService': RestaurantGrpc.RestaurantServiceService },
});
