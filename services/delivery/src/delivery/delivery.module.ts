import { type DynamicModule, Module } from '@nestjs/common';
import {
  AnswerOffer,
  BringOrder,
  CancelWithSaga,
  Dispatch,
  FollowCouriers,
  FollowOrder,
  FollowRestaurants,
  GetDelivery,
  ListOffers,
  ReportPosition,
} from './application/index.ts';
import { DeliveryView } from './application/ports/delivery-view.ts';
import { KnownRestaurants } from './application/ports/known-restaurants.ts';
import { Plans } from './application/ports/plans.ts';
import { DeliveryRepository } from './domain/delivery-repository.ts';
import { DeliveryGrpcController } from './inbound/grpc/delivery-grpc.controller.ts';
import { CourierRides } from './inbound/grpc/courier-rides.ts';
import { DeliveryWatchers } from './inbound/grpc/delivery-watchers.ts';
import { OffersGrpcController } from './inbound/grpc/offers-grpc.controller.ts';
import { CourierAnswersController } from './inbound/kafka/courier-answers.controller.ts';
import { DeliveryCommandsController } from './inbound/kafka/delivery-commands.controller.ts';
import { OrderEventsController } from './inbound/kafka/order-events.controller.ts';
import { DeliveriesController } from './inbound/rest/deliveries.controller.ts';
import { Dispatcher } from './inbound/timer/dispatcher.ts';
import { PrismaDeliveryView } from './outbound/prisma/prisma-delivery-view.ts';
import { WritePathDeliveries } from './outbound/prisma/write-path-deliveries.ts';
import { WritePathPlans } from './outbound/prisma/write-path-plans.ts';
import { WritePathRestaurants } from './outbound/prisma/write-path-restaurants.ts';

@Module({})
export class DeliveryModule {
  static with(couriers: DynamicModule): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [couriers],
      controllers: [DeliveryGrpcController, OffersGrpcController, DeliveriesController, OrderEventsController, DeliveryCommandsController, CourierAnswersController],
      providers: [
        AnswerOffer,
        BringOrder,
        CancelWithSaga,
        CourierRides,
        DeliveryWatchers,
        Dispatch,
        Dispatcher,
        FollowCouriers,
        FollowOrder,
        FollowRestaurants,
        GetDelivery,
        ListOffers,
        ReportPosition,
        { provide: DeliveryRepository, useClass: WritePathDeliveries },
        { provide: DeliveryView, useClass: PrismaDeliveryView },
        { provide: KnownRestaurants, useClass: WritePathRestaurants },
        { provide: Plans, useClass: WritePathPlans },
      ],
    };
  }
}
