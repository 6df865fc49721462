import { Views } from '@ftgo/messaging';
import { Module, type OnModuleInit } from '@nestjs/common';
import { OrderHistoryQueries } from './application/ports/order-history-queries.ts';
import { OrderHistory } from './domain/order-history.ts';
import { OrderHistoryGrpcController } from './inbound/grpc/order-history.controller.ts';
import { OrderHistorySubscriber } from './inbound/kafka/order-history.subscriber.ts';
import { OrderProgressSubscriber } from './inbound/kafka/order-progress.subscriber.ts';
import { OrderHistoryRestController } from './inbound/rest/order-history.controller.ts';
import { orderHistory } from './order-history.view.ts';
import { PrismaOrderHistoryQueries } from './outbound/prisma/prisma-order-history-queries.ts';
import { StoredOrderHistory } from './outbound/prisma/stored-order-history.ts';

@Module({
  controllers: [OrderHistoryGrpcController, OrderHistoryRestController, OrderHistorySubscriber, OrderProgressSubscriber],
  providers: [
    { provide: OrderHistory, useClass: StoredOrderHistory },
    { provide: OrderHistoryQueries, useClass: PrismaOrderHistoryQueries },
  ],
})
export class OrderHistoryModule implements OnModuleInit {
  constructor(
    private readonly views: Views,
    private readonly history: OrderHistory,
  ) {}

  onModuleInit(): void {
    this.views.completeBy(orderHistory, (generation) => this.history.complete(generation));
  }
}
