import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowOrder } from '../../application/index.ts';

const DELIVERY = 'delivery';

@Controller()
export class OrderEventsController {
  constructor(private readonly followOrder: FollowOrder) {}

  @OnEvent(DELIVERY, orderEvents.OrderApproved)
  approved(@Payload() { deliveryAddress, ...order }: OrderEvents.OrderApproved, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!deliveryAddress) throw new TypeError(`the approved order ${order.orderId} is to be delivered nowhere`);
    return this.followOrder.approved({ ...order, deliveryAddress }, cause);
  }

  @OnEvent(DELIVERY, orderEvents.OrderRejected)
  rejected(@Payload() order: OrderEvents.OrderRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrder.rejectedOrCancelled(order, cause);
  }

  @OnEvent(DELIVERY, orderEvents.OrderCancelled)
  cancelled(@Payload() order: OrderEvents.OrderCancelled, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrder.rejectedOrCancelled(order, cause);
  }
}
