import { Module } from '@nestjs/common';
import { environment } from '../environment.ts';
import { MessagingModule } from '../messaging/messaging.module.ts';
import { runService } from '../run-service.ts';
import { orderGrpc } from './order-grpc.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersService } from './orders.service.ts';

@Module({ imports: [MessagingModule], controllers: [OrdersController], providers: [OrdersService] })
class OrderModule {}

await runService('order', OrderModule, orderGrpc(environment.grpcUrl()));
