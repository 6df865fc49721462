import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowOrders } from '../../application/follow-orders.ts';
import { lineItemOf } from './line-item.ts';

const KITCHEN = 'kitchen';

@Controller()
export class OrderEventsController {
  constructor(private readonly followOrders: FollowOrders) {}

  @OnEvent(KITCHEN, orderEvents.OrderCreated)
  created(@Payload() order: OrderEvents.OrderCreated, @Ctx() { cause, message }: MessageContext): Promise<void> {
    const { orderId, consumerId, restaurantId, deliveryTime } = order;
    const lineItems = order.lineItems.map(lineItemOf);
    // Placed when the message says, not when it is read: orders that pile up in an outage are judged by the opening hours of
    // the moment they were placed at.
    return this.followOrders.created({ orderId, consumerId, restaurantId, lineItems, deliveryTime, placedAt: message.time }, cause);
  }

  @OnEvent(KITCHEN, orderEvents.OrderApproved)
  approved(@Payload() order: OrderEvents.OrderApproved, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrders.approved(order, cause);
  }

  @OnEvent(KITCHEN, orderEvents.OrderRejected)
  rejected(@Payload() order: OrderEvents.OrderRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrders.undone(order, cause);
  }

  @OnEvent(KITCHEN, orderEvents.OrderCancelled)
  cancelled(@Payload() order: OrderEvents.OrderCancelled, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrders.undone(order, cause);
  }
}
