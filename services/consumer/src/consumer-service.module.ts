import { ConsumerGrpc } from '@ftgo/consumer-api';
import { MessagingModule, type ServiceDefinition } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountingModule } from './accounting/accounting.module.ts';
import { type ConsumerConfig, readConsumerConfig } from './config.ts';
import { ConsumerModule } from './consumer/consumer.module.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { NotificationModule } from './notification/notification.module.ts';

@Module({})
export class ConsumerServiceModule {
  static with(config: ConsumerConfig): DynamicModule {
    const consumers = ConsumerModule.with(config);
    return {
      module: ConsumerServiceModule,
      imports: [
        MessagingModule.forService({ name: 'consumer', config, prisma: PrismaClient }),
        consumers,
        AccountingModule,
        NotificationModule.with(config, consumers),
      ],
    };
  }
}

export const consumerService = (env = process.env): ServiceDefinition<ConsumerConfig> => ({
  name: 'consumer',
  readConfig: () => readConsumerConfig(env),
  module: ConsumerServiceModule.with,
  grpc: { 'ftgo.consumer.v1.ConsumerService': ConsumerGrpc.ConsumerServiceService },
});
