import { OrderGrpc, OrderHistoryGrpc, SagaGrpc } from '@ftgo/order-api';
import { MessagingModule, type ServiceDefinition } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { type OrderConfig, readOrderConfig } from './config.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { OrderHistoryModule } from './order-history/order-history.module.ts';
import { OrderModule } from './order/order.module.ts';

@Module({})
export class OrderServiceModule {
  static with(config: OrderConfig): DynamicModule {
    return {
      module: OrderServiceModule,
      imports: [MessagingModule.forService({ name: 'order', config, prisma: PrismaClient }), OrderModule.with(config), OrderHistoryModule],
    };
  }
}

export const orderService = (env = process.env): ServiceDefinition<OrderConfig> => ({
  name: 'order',
  readConfig: () => readOrderConfig(env),
  module: OrderServiceModule.with,
  grpc: {
    'ftgo.order.v1.OrderService': OrderGrpc.OrderServiceService,
    'ftgo.order.v1.SagaOperations': SagaGrpc.SagaOperationsService,
    'ftgo.orderhistory.v1.OrderHistoryService': OrderHistoryGrpc.OrderHistoryServiceService,
  },
});
