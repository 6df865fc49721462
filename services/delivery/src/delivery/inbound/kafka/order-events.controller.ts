import { type MessageContext, OnEvent } from '@ftgo/messaging';
import { orderEvents, type OrderEvents } from '@ftgo/order-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { DeliveryUseCases } from '../../application/delivery-use-cases.ts';

@Controller()
export class OrderEventsController {
  constructor(private readonly deliveries: DeliveryUseCases) {}

  @OnEvent('delivery', orderEvents.OrderApproved)
  approved(@Payload() { deliveryAddress, ...order }: OrderEvents.OrderApproved, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!deliveryAddress) throw new TypeError(`the approved order ${order.orderId} is to be delivered nowhere`);
    return this.deliveries.followOrder.approved({ ...order, deliveryAddress }, cause);
  }

  @OnEvent('delivery', orderEvents.OrderRejected)
  rejected(@Payload() order: OrderEvents.OrderRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.deliveries.followOrder.rejectedOrCancelled(order, cause);
  }

  @OnEvent('delivery', orderEvents.OrderCancelled)
  cancelled(@Payload() order: OrderEvents.OrderCancelled, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.deliveries.followOrder.rejectedOrCancelled(order, cause);
  }
}
