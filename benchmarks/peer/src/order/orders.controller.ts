import { randomUUID } from 'node:crypto';
import { type Metadata, status } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, GrpcMethod, type KafkaContext, Payload, RpcException } from '@nestjs/microservices';
import { channels } from '../messaging/channels.ts';
import { envelopeOf } from '../messaging/inbox.ts';
import { consumerIn } from '../security/token.ts';
import type { CreateOrderRequest, OrderReply } from './order-grpc.ts';
import { OrdersService } from './orders.service.ts';

@Controller()
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @GrpcMethod('OrderService', 'CreateOrder')
  async create(request: CreateOrderRequest, metadata: Metadata): Promise<OrderReply> {
    const consumerId = await consumerIn(metadata.get('authorization')[0]?.toString()).catch(() => {
      throw new RpcException({ code: status.UNAUTHENTICATED, message: 'The access token is not valid' });
    });
    if (!request.deliveryAddress) throw new RpcException({ code: status.INVALID_ARGUMENT, message: 'An order needs a delivery address' });
    return this.orders.create(request, consumerId, metadata.get('ftgo-correlation-id')[0]?.toString() ?? randomUUID());
  }

  @EventPattern<string>(channels.authorization)
  async authorization(@Payload() { orderId }: { orderId: string }, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type === 'AccountAuthorized') await this.orders.approve(orderId, envelope);
  }
}
