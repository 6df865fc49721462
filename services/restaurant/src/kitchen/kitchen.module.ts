import { type DynamicModule, Module } from '@nestjs/common';
import type { RestaurantConfig } from '../config.ts';
import { kitchenApplication } from './application/kitchen-application.ts';
import { TicketQueries } from './application/ports/ticket-queries.ts';
import { AcceptanceDeadline } from './domain/acceptance-deadline.ts';
import { KitchenRepository, TicketRepository } from './domain/ticket-repository.ts';
import { KitchenGrpcController } from './inbound/grpc/kitchen-grpc.controller.ts';
import { DeliveryEventsController } from './inbound/kafka/delivery-events.controller.ts';
import { OrderCommandsController } from './inbound/kafka/order-commands.controller.ts';
import { OrderEventsController } from './inbound/kafka/order-events.controller.ts';
import { RestaurantEventsController } from './inbound/kafka/restaurant-events.controller.ts';
import { TicketRestController } from './inbound/rest/ticket-rest.controller.ts';
import { AcceptanceSupervisor } from './inbound/timer/acceptance-supervisor.ts';
import { PrismaTicketQueries } from './outbound/prisma/prisma-ticket-queries.ts';
import { StoredKitchens } from './outbound/prisma/stored-kitchens.ts';
import { StoredTickets } from './outbound/prisma/stored-tickets.ts';

const kafka = [OrderEventsController, OrderCommandsController, DeliveryEventsController, RestaurantEventsController];

@Module({})
export class KitchenModule {
  static with(config: RestaurantConfig): DynamicModule {
    return {
      module: KitchenModule,
      controllers: [KitchenGrpcController, TicketRestController, ...kafka],
      providers: [
        ...kitchenApplication,
        AcceptanceSupervisor,
        { provide: AcceptanceDeadline, useValue: new AcceptanceDeadline(config.FTGO_ACCEPTANCE_DEADLINE_SECONDS * 1000) },
        { provide: TicketRepository, useClass: StoredTickets },
        { provide: KitchenRepository, useClass: StoredKitchens },
        { provide: TicketQueries, useClass: PrismaTicketQueries },
      ],
    };
  }
}
