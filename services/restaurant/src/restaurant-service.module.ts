import { MessagingModule } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import type { RestaurantConfig } from './config.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { KitchenModule } from './kitchen/kitchen.module.ts';
import { RestaurantModule } from './restaurant/restaurant.module.ts';

@Module({})
export class RestaurantServiceModule {
  static with(config: RestaurantConfig): DynamicModule {
    return {
      module: RestaurantServiceModule,
      imports: [MessagingModule.forService({ name: 'restaurant', config, prisma: PrismaClient }), RestaurantModule, KitchenModule],
    };
  }
}
