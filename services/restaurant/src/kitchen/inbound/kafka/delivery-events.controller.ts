import { type DeliveryEvents, deliveryEvents } from '@ftgo/delivery-api';
import { MessageContext, OnEvent } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowOrders } from '../../application/follow-orders.ts';

@Controller()
export class DeliveryEventsController {
  constructor(private readonly followOrders: FollowOrders) {}

  @OnEvent('kitchen', deliveryEvents.DeliveryPickedUp)
  pickedUp(@Payload() delivery: DeliveryEvents.DeliveryPickedUp, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followOrders.pickedUp(delivery, cause);
  }
}
