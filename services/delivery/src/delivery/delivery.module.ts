import { Module } from '@nestjs/common';
import { CancelWithSaga, FollowOrder, GetDelivery } from './application/index.ts';
import { DeliveryView } from './application/ports/delivery-view.ts';
import { DeliveryRepository } from './domain/delivery-repository.ts';
import { DeliveryGrpcController } from './inbound/grpc/delivery-grpc.controller.ts';
import { DeliveryCommandsController } from './inbound/kafka/delivery-commands.controller.ts';
import { OrderEventsController } from './inbound/kafka/order-events.controller.ts';
import { DeliveriesController } from './inbound/rest/deliveries.controller.ts';
import { PrismaDeliveryView } from './outbound/prisma/prisma-delivery-view.ts';
import { WritePathDeliveries } from './outbound/prisma/write-path-deliveries.ts';

@Module({
  controllers: [DeliveryGrpcController, DeliveriesController, OrderEventsController, DeliveryCommandsController],
  providers: [
    CancelWithSaga,
    FollowOrder,
    GetDelivery,
    { provide: DeliveryRepository, useClass: WritePathDeliveries },
    { provide: DeliveryView, useClass: PrismaDeliveryView },
  ],
})
export class DeliveryModule {}
