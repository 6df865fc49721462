import { money } from '@ftgo/money';
import { type DynamicModule, Module } from '@nestjs/common';
import type { ConsumerConfig } from '../config.ts';
import { DefaultCreditLimit, GetConsumer, SetStatus, SignUp, VerifyCredentials, VerifyOrder } from './application/index.ts';
import { ConsumerRepository } from './domain/consumer-repository.ts';
import { ConsumerGrpcController } from './inbound/grpc/consumer.controller.ts';
import { OrderSubscriber } from './inbound/kafka/order.subscriber.ts';
import { ConsumerRestController } from './inbound/rest/consumer.controller.ts';
import { StoredConsumers } from './outbound/prisma/stored-consumers.ts';

@Module({})
export class ConsumerModule {
  static with(config: ConsumerConfig): DynamicModule {
    return {
      module: ConsumerModule,
      controllers: [ConsumerGrpcController, ConsumerRestController, OrderSubscriber],
      providers: [
        { provide: ConsumerRepository, useClass: StoredConsumers },
        { provide: DefaultCreditLimit, useValue: new DefaultCreditLimit(money(config.FTGO_DEFAULT_CREDIT_LIMIT, 'USD')) },
        SignUp,
        VerifyCredentials,
        GetConsumer,
        SetStatus,
        VerifyOrder,
      ],
      exports: [GetConsumer],
    };
  }
}
