import { MessagingModule } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import type { OrderConfig } from './config.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { OrderModule } from './order/order.module.ts';

@Module({})
export class OrderServiceModule {
  static with(config: OrderConfig): DynamicModule {
    return {
      module: OrderServiceModule,
      imports: [MessagingModule.forService({ name: 'order', config, prisma: PrismaClient }), OrderModule.with(config)],
    };
  }
}
