import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { VerifyOrder } from '../../application/index.ts';

@Controller()
export class OrderSubscriber {
  constructor(private readonly verifyOrder: VerifyOrder) {}

  @OnEvent('consumer', orderEvents.OrderCreated)
  created(@Payload() { orderId, consumerId, orderTotal }: OrderEvents.OrderCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!orderTotal) throw new TypeError(`the order ${orderId} has no total`);
    return this.verifyOrder.execute({ orderId, consumerId, orderTotal }, cause);
  }
}
