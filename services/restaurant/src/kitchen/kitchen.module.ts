import { Module } from '@nestjs/common';
import { kitchenApplication } from './application/kitchen-application.ts';
import { TicketQueries } from './application/ports/ticket-queries.ts';
import { KitchenRepository, TicketRepository } from './domain/ticket-repository.ts';
import { KitchenGrpcController } from './inbound/grpc/kitchen-grpc.controller.ts';
import { OrderCommandsController } from './inbound/kafka/order-commands.controller.ts';
import { OrderEventsController } from './inbound/kafka/order-events.controller.ts';
import { RestaurantEventsController } from './inbound/kafka/restaurant-events.controller.ts';
import { TicketRestController } from './inbound/rest/ticket-rest.controller.ts';
import { PrismaTicketQueries } from './outbound/prisma/prisma-ticket-queries.ts';
import { StoredKitchens } from './outbound/prisma/stored-kitchens.ts';
import { StoredTickets } from './outbound/prisma/stored-tickets.ts';

@Module({
  controllers: [KitchenGrpcController, OrderCommandsController, OrderEventsController, RestaurantEventsController, TicketRestController],
  providers: [
    ...kitchenApplication,
    { provide: TicketRepository, useClass: StoredTickets },
    { provide: KitchenRepository, useClass: StoredKitchens },
    { provide: TicketQueries, useClass: PrismaTicketQueries },
  ],
})
export class KitchenModule {}
