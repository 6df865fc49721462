import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { type TicketEvents, ticketEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AuthorizeOrder } from '../../application/index.ts';

/** Accounting's part of an order, besides what it hears of the consumer. */
@Controller()
export class OrderSagaSubscriber {
  constructor(private readonly authorizeOrder: AuthorizeOrder) {}

  @OnEvent('accounting', ticketEvents.TicketCreated)
  ticketCreated(@Payload() event: TicketEvents.TicketCreated, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.ticketCreated(event, cause);
  }

  @OnEvent('accounting', orderEvents.OrderRejected)
  rejected(@Payload() event: OrderEvents.OrderRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.undo(event, cause);
  }

  @OnEvent('accounting', orderEvents.OrderCancelled)
  cancelled(@Payload() event: OrderEvents.OrderCancelled, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.undo(event, cause);
  }

  @OnEvent('accounting', orderEvents.OrderDelivered)
  delivered(@Payload() event: OrderEvents.OrderDelivered, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.authorizeOrder.charge(event, cause);
  }
}
