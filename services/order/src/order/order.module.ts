import { type DynamicModule, Module } from '@nestjs/common';
import type { OrderConfig } from '../config.ts';
import { AdvanceSaga, CancelOrder, CreateOrder, CreationDeadline, FollowMenu, Intervene, KeepDeadlines, ReviseOrder, SettleOrder } from './application/index.ts';
import { Menus, Orders } from './domain/orders.ts';
import { Patience } from './domain/saga/patience.ts';
import { OrderGrpcController } from './inbound/grpc/order.controller.ts';
import { OrderWatchers } from './inbound/grpc/order-watchers.ts';
import { SagaOperationsController } from './inbound/grpc/saga-operations.controller.ts';
import { MenuSubscriber } from './inbound/kafka/menu.subscriber.ts';
import { OrderSaga } from './inbound/kafka/order-saga.subscriber.ts';
import { SagaReplies } from './inbound/kafka/saga-replies.subscriber.ts';
import { OrderRestController } from './inbound/rest/order.controller.ts';
import { DeadlineSupervisor } from './inbound/timer/deadline-supervisor.ts';
import { OrderQueries } from './application/ports/order-queries.ts';
import { SagaQueries } from './application/ports/saga-queries.ts';
import { PrismaOrderQueries } from './outbound/prisma/prisma-order-queries.ts';
import { PrismaSagaQueries } from './outbound/prisma/prisma-saga-queries.ts';
import { StoredMenus, StoredOrders } from './outbound/prisma/stored-orders.ts';

@Module({})
export class OrderModule {
  static with(config: OrderConfig): DynamicModule {
    return {
      module: OrderModule,
      controllers: [OrderGrpcController, SagaOperationsController, OrderRestController, OrderSaga, SagaReplies, MenuSubscriber],
      providers: [
        { provide: Orders, useClass: StoredOrders },
        { provide: Menus, useClass: StoredMenus },
        { provide: OrderQueries, useClass: PrismaOrderQueries },
        { provide: SagaQueries, useClass: PrismaSagaQueries },
        { provide: CreationDeadline, useValue: new CreationDeadline(config.FTGO_CREATION_DEADLINE_SECONDS * 1000) },
        { provide: Patience, useValue: patienceIn(config) },
        CreateOrder,
        CancelOrder,
        ReviseOrder,
        SettleOrder,
        AdvanceSaga,
        KeepDeadlines,
        Intervene,
        FollowMenu,
        DeadlineSupervisor,
        OrderWatchers,
      ],
    };
  }
}

function patienceIn({ FTGO_STEP_DEADLINE_SECONDS, FTGO_STEP_DEADLINE_MOST_SECONDS, FTGO_STEP_ATTEMPTS }: OrderConfig): Patience {
  return new Patience(FTGO_STEP_DEADLINE_SECONDS * 1000, FTGO_STEP_DEADLINE_MOST_SECONDS * 1000, FTGO_STEP_ATTEMPTS);
}
