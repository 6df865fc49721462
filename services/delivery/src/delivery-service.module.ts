import { DeliveryGrpc } from '@ftgo/delivery-api';
import { MessagingModule, type ServiceDefinition } from '@ftgo/service-runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { type DeliveryConfig, readDeliveryConfig } from './config.ts';
import { CourierModule } from './courier/courier.module.ts';
import { CourierWeeksModule } from './courier-weeks/courier-weeks.module.ts';
import { DeliveryModule } from './delivery/delivery.module.ts';
import { PrismaClient } from './generated/prisma/client.ts';

@Module({})
export class DeliveryServiceModule {
  static with(config: DeliveryConfig): DynamicModule {
    const couriers = CourierModule.with(config);
    return {
      module: DeliveryServiceModule,
      imports: [MessagingModule.forService({ name: 'delivery', config, prisma: PrismaClient }), couriers, DeliveryModule.with(couriers), CourierWeeksModule.with(couriers)],
    };
  }
}

export const deliveryService = (env = process.env): ServiceDefinition<DeliveryConfig> => ({
  name: 'delivery',
  readConfig: () => readDeliveryConfig(env),
  module: DeliveryServiceModule.with,
  grpc: { 'ftgo.delivery.v1.DeliveryService': DeliveryGrpc.DeliveryServiceService },
});
