import { type AuthorizationEvents, type ConsumerEvents, authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { type DeliveryEvents, deliveryEvents } from '@ftgo/delivery-api';
import { MessageContext, OnEvent } from '@ftgo/messaging';
import { type TicketEvents, ticketEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SettleOrder } from '../../application/index.ts';

const ORDER = 'order';

/** The order's part of the choreography: everyone reports, only the order decides. */
@Controller()
export class OrderSaga {
  constructor(private readonly settle: SettleOrder) {}

  @OnEvent(ORDER, authorizationEvents.AccountAuthorized)
  accountAuthorized(@Payload() { orderId }: AuthorizationEvents.AccountAuthorized, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.approve(orderId, cause);
  }

  @OnEvent(ORDER, authorizationEvents.AuthorizationFailed)
  authorizationFailed(@Payload() event: AuthorizationEvents.AuthorizationFailed, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.reject(event.orderId, event, cause);
  }

  @OnEvent(ORDER, consumerEvents.ConsumerVerificationFailed)
  verificationFailed(@Payload() event: ConsumerEvents.ConsumerVerificationFailed, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.reject(event.orderId, event, cause);
  }

  @OnEvent(ORDER, ticketEvents.TicketCreationFailed)
  ticketCreationFailed(@Payload() event: TicketEvents.TicketCreationFailed, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.reject(event.orderId, event, cause);
  }

  @OnEvent(ORDER, ticketEvents.TicketRejected)
  ticketRejected(@Payload() { orderId, reason }: TicketEvents.TicketRejected, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.hear(orderId, { type: 'TicketRejected', detail: reason }, cause);
  }

  @OnEvent(ORDER, deliveryEvents.DeliveryPickedUp)
  deliveryPickedUp(@Payload() { orderId }: DeliveryEvents.DeliveryPickedUp, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.hear(orderId, { type: 'DeliveryPickedUp' }, cause);
  }

  @OnEvent(ORDER, deliveryEvents.DeliveryDelivered)
  deliveryDelivered(@Payload() { orderId }: DeliveryEvents.DeliveryDelivered, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.hear(orderId, { type: 'DeliveryDelivered' }, cause);
  }

  @OnEvent(ORDER, deliveryEvents.DeliveryFailed)
  deliveryFailed(@Payload() { orderId, detail }: DeliveryEvents.DeliveryFailed, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.settle.hear(orderId, { type: 'DeliveryFailed', detail }, cause);
  }
}
