import { MessageContext, Project } from '@ftgo/messaging';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { type RestaurantEvents, restaurantEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { OrderHistory } from '../../domain/order-history.ts';
import { type LineItem, type Stage, became, revised } from '../../domain/order-summary.ts';
import { orderHistory } from '../../order-history.view.ts';

/** What the order itself and its restaurant tell. */
@Controller()
export class OrderHistorySubscriber {
  constructor(private readonly history: OrderHistory) {}

  @Project(orderHistory, restaurantEvents.RestaurantCreated)
  restaurantCreated(@Payload() { restaurantId, name }: RestaurantEvents.RestaurantCreated, @Ctx() { generation, cause }: MessageContext): Promise<void> {
    return this.history.nameRestaurant(generation, restaurantId, name, cause);
  }

  @Project(orderHistory, orderEvents.OrderCreated)
  created(@Payload() { orderId, ...event }: OrderEvents.OrderCreated, @Ctx() { generation, cause }: MessageContext): Promise<void> {
    const { consumerId, restaurantId, deliveryTime } = event;
    const placed = { consumerId, restaurantId, lineItems: linesOf(event), orderTotal: event.orderTotal!, createdAt: event.createdAt!, deliveryTime };
    return this.history.place({ generation, orderId }, placed, cause);
  }

  @Project(orderHistory, orderEvents.OrderApproved)
  approved(@Payload() event: OrderEvents.OrderApproved, @Ctx() context: MessageContext): Promise<void> {
    return this.became('1 approved', 'APPROVED', event, context);
  }

  @Project(orderHistory, orderEvents.OrderRejected)
  rejected(@Payload() event: OrderEvents.OrderRejected, @Ctx() context: MessageContext): Promise<void> {
    return this.became('3 final', 'REJECTED', event, context);
  }

  @Project(orderHistory, orderEvents.OrderCancelRequested)
  cancelRequested(@Payload() event: OrderEvents.OrderCancelRequested, @Ctx() context: MessageContext): Promise<void> {
    return this.became(`2 ${event.sagaId} begun`, 'CANCEL_PENDING', event, context);
  }

  @Project(orderHistory, orderEvents.OrderCancelled)
  cancelled(@Payload() event: OrderEvents.OrderCancelled, @Ctx() context: MessageContext): Promise<void> {
    return this.became('3 final', 'CANCELLED', event, context);
  }

  @Project(orderHistory, orderEvents.OrderCancelRefused)
  cancelRefused(@Payload() event: OrderEvents.OrderCancelRefused, @Ctx() context: MessageContext): Promise<void> {
    return this.became(`2 ${event.sagaId} ended`, 'APPROVED', event, context);
  }

  @Project(orderHistory, orderEvents.OrderRevisionRequested)
  revisionRequested(@Payload() { orderId, sagaId }: OrderEvents.OrderRevisionRequested, @Ctx() context: MessageContext): Promise<void> {
    return this.became(`2 ${sagaId} begun`, 'REVISION_PENDING', { orderId }, context);
  }

  @Project(orderHistory, orderEvents.OrderRevised)
  revised(@Payload() event: OrderEvents.OrderRevised, @Ctx() { generation, cause }: MessageContext): Promise<void> {
    const details = { lineItems: linesOf(event), orderTotal: event.orderTotal! };
    return this.history.change({ generation, orderId: event.orderId }, (order) => revised(order, event.sagaId, details), cause);
  }

  @Project(orderHistory, orderEvents.OrderRevisionRefused)
  revisionRefused(@Payload() event: OrderEvents.OrderRevisionRefused, @Ctx() context: MessageContext): Promise<void> {
    return this.became(`2 ${event.sagaId} ended`, 'APPROVED', event, context);
  }

  @Project(orderHistory, orderEvents.OrderDelivered)
  delivered(@Payload() event: OrderEvents.OrderDelivered, @Ctx() context: MessageContext): Promise<void> {
    return this.became('3 final', 'DELIVERED', event, context);
  }

  private became(stage: Stage, state: string, event: Happening, { generation, cause }: MessageContext): Promise<void> {
    const { orderId, reason, detail } = event;
    return this.history.change({ generation, orderId }, (order) => became(order, stage, state, { ...(reason && { reason, detail }) }), cause);
  }
}

interface Happening {
  readonly orderId: string;
  readonly reason?: string;
  readonly detail?: string;
}

const linesOf = ({ lineItems }: Pick<OrderEvents.OrderCreated, 'lineItems'>): LineItem[] =>
  lineItems.map(({ price, ...line }) => ({ ...line, price: price! }));
