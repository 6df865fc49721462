import { randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import { Body, Controller, Headers, Inject, type OnModuleInit, Post, Res, UseGuards } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { type Observable, firstValueFrom } from 'rxjs';
import { type CreateOrderRequest, type OrderReply, dateOf, timestampOf } from '../order/order-grpc.ts';
import { AuthGuard } from './auth.guard.ts';
import { CreateOrderDto } from './create-order.dto.ts';

interface OrderClient {
  createOrder(request: CreateOrderRequest, metadata: Metadata): Observable<OrderReply>;
}

export const ORDER_PACKAGE = 'ORDER_PACKAGE';

@Controller('v1/orders')
@UseGuards(AuthGuard)
export class OrdersController implements OnModuleInit {
  private orders!: OrderClient;

  constructor(@Inject(ORDER_PACKAGE) private readonly client: ClientGrpc) {}

  onModuleInit(): void {
    this.orders = this.client.getService<OrderClient>('OrderService');
  }

  @Post()
  async create(
    @Body() { deliveryTime, ...wish }: CreateOrderDto,
    @Headers('authorization') authorization: string,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: { setHeader(name: string, value: string): void },
  ): Promise<object> {
    const metadata = new Metadata();
    metadata.set('authorization', authorization);
    metadata.set('ftgo-correlation-id', randomUUID());
    const request = {
      ...wish,
      deliveryAddress: { ...wish.deliveryAddress },
      deliveryTime: deliveryTime === undefined ? undefined : timestampOf(new Date(deliveryTime)),
      idempotencyKey: idempotencyKey ?? randomUUID(),
    };
    const order = await firstValueFrom(this.orders.createOrder(request, metadata));
    response.setHeader('location', `/v1/orders/${order.orderId}`);
    return { ...order, createdAt: dateOf(order.createdAt), deliveryTime, approvalDeadline: order.approvalDeadline && dateOf(order.approvalDeadline) };
  }
}
