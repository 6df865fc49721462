import { type DeliveryEvents, deliveryEvents } from '@ftgo/delivery-api';
import { MessageContext, Project } from '@ftgo/messaging';
import { type TicketEvents, ticketEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { OrderHistory } from '../../domain/order-history.ts';
import { type DeliveryState, type TicketState, deliveryBecame, ticketBecame } from '../../domain/order-summary.ts';
import { orderHistory } from '../../order-history.view.ts';

/** What the kitchen and the couriers tell of an order. */
@Controller()
export class OrderProgressSubscriber {
  constructor(private readonly history: OrderHistory) {}

  @Project(orderHistory, ticketEvents.TicketConfirmed)
  ticketConfirmed(@Payload() event: TicketEvents.TicketConfirmed, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('AWAITING_ACCEPTANCE', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketAccepted)
  ticketAccepted(@Payload() event: TicketEvents.TicketAccepted, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('ACCEPTED', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketRejected)
  ticketRejected(@Payload() event: TicketEvents.TicketRejected, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('REJECTED', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketPreparationStarted)
  preparationStarted(@Payload() event: TicketEvents.TicketPreparationStarted, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('PREPARING', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketReadyForPickup)
  ready(@Payload() event: TicketEvents.TicketReadyForPickup, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('READY_FOR_PICKUP', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketPickedUp)
  ticketPickedUp(@Payload() event: TicketEvents.TicketPickedUp, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('PICKED_UP', event, context);
  }

  @Project(orderHistory, ticketEvents.TicketCancelled)
  ticketCancelled(@Payload() event: TicketEvents.TicketCancelled, @Ctx() context: MessageContext): Promise<void> {
    return this.ticket('CANCELLED', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryCreated)
  deliveryCreated(@Payload() event: DeliveryEvents.DeliveryCreated, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('PENDING', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryScheduled)
  deliveryScheduled(@Payload() event: DeliveryEvents.DeliveryScheduled, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('SCHEDULED', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryUnscheduled)
  deliveryUnscheduled(@Payload() event: DeliveryEvents.DeliveryUnscheduled, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('UNSCHEDULED', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryPickedUp)
  pickedUp(@Payload() event: DeliveryEvents.DeliveryPickedUp, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('PICKED_UP', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryDelivered)
  delivered(@Payload() event: DeliveryEvents.DeliveryDelivered, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('DELIVERED', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryFailed)
  deliveryFailed(@Payload() event: DeliveryEvents.DeliveryFailed, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('FAILED', event, context);
  }

  @Project(orderHistory, deliveryEvents.DeliveryCancelled)
  deliveryCancelled(@Payload() event: DeliveryEvents.DeliveryCancelled, @Ctx() context: MessageContext): Promise<void> {
    return this.delivery('CANCELLED', event, context);
  }

  private ticket(state: TicketState, { orderId, readyBy }: { orderId: string; readyBy?: Date }, { generation, cause }: MessageContext): Promise<void> {
    return this.history.change({ generation, orderId }, (order) => ticketBecame(order, state, readyBy), cause);
  }

  private delivery(state: DeliveryState, { orderId }: { orderId: string }, { generation, cause }: MessageContext): Promise<void> {
    return this.history.change({ generation, orderId }, (order) => deliveryBecame(order, state), cause);
  }
}
