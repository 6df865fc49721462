import { type CourierEvents, type DeliveryOffers, courierEvents, deliveryReplies } from '@ftgo/delivery-api';
import { MessageContext, OnEvent } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FollowCouriers } from '../../application/index.ts';
import { DELIVERY } from './subscriber.ts';

@Controller()
export class CourierAnswersController {
  constructor(private readonly followCouriers: FollowCouriers) {}

  @OnEvent(DELIVERY, deliveryReplies.OfferAccepted)
  accepted(@Payload() { orderId, ...answer }: DeliveryOffers.OfferAccepted, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followCouriers.answered(orderId, { ...answer, accepted: true }, cause);
  }

  @OnEvent(DELIVERY, deliveryReplies.OfferDeclined)
  declined(@Payload() { orderId, ...answer }: DeliveryOffers.OfferDeclined, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followCouriers.answered(orderId, { ...answer, accepted: false, addedTravelSeconds: 0, addedLatenessSeconds: 0 }, cause);
  }

  @OnEvent(DELIVERY, courierEvents.CourierAvailabilityChanged)
  availabilityChanged(@Payload() { courierId }: CourierEvents.CourierAvailabilityChanged, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.followCouriers.availabilityChanged(courierId, cause);
  }
}
