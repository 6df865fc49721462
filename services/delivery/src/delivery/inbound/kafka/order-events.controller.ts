import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { type RestaurantEvents, type TicketEvents, restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowOrder, FollowRestaurants } from '../../application/index.ts';
import { DELIVERY } from './subscriber.ts';

@Controller()
export class OrderEventsController {
  constructor(
    private readonly followOrder: FollowOrder,
    private readonly followRestaurants: FollowRestaurants,
  ) {}

  @OnEvent(DELIVERY, orderEvents.OrderApproved)
  approved(@Payload() { deliveryAddress, ...order }: OrderEvents.OrderApproved, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!deliveryAddress) throw new TypeError(`the approved order ${order.orderId} is to be delivered nowhere`);
    return this.followOrder.approved({ ...order, deliveryAddress }, cause);
  }

  @OnEvent(DELIVERY, ticketEvents.TicketAccepted)
  accepted(@Payload() { readyBy, ...ticket }: TicketEvents.TicketAccepted, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!readyBy) throw new TypeError(`the ticket ${ticket.orderId} was accepted for no time`);
    return this.followOrder.accepted({ ...ticket, readyBy }, cause);
  }

  @OnEvent(DELIVERY, orderEvents.OrderRejected)
  rejected(@Payload() order: OrderEvents.OrderRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrder.rejectedOrCancelled(order, cause);
  }

  @OnEvent(DELIVERY, orderEvents.OrderCancelled)
  cancelled(@Payload() order: OrderEvents.OrderCancelled, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrder.rejectedOrCancelled(order, cause);
  }

  @OnEvent(DELIVERY, restaurantEvents.RestaurantCreated)
  restaurantCreated(@Payload() { restaurantId, name, address }: RestaurantEvents.RestaurantCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    if (!address) throw new TypeError(`the restaurant ${restaurantId} is nowhere`);
    return this.followRestaurants.created(restaurantId, { name, address }, cause);
  }
}
