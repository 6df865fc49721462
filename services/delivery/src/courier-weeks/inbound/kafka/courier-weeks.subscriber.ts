import { type DeliveryEvents, deliveryEvents } from '@ftgo/delivery-api';
import { MessageContext, Project } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Trips } from '../../application/ports/trips.ts';
import { courierWeeks } from '../../courier-weeks.view.ts';

/**
 * The service hears what it has told the world itself: streams have no order among each other, the log has one, and can be read from its
 * beginning. It says which deliveries came to the door; how, their own events say.
 */
@Controller()
export class CourierWeeksSubscriber {
  constructor(private readonly trips: Trips) {}

  @Project(courierWeeks, deliveryEvents.DeliveryDelivered)
  delivered(@Payload() { orderId }: DeliveryEvents.DeliveryDelivered, @Ctx() { generation, cause }: MessageContext): Promise<void> {
    return this.trips.keep(generation, orderId, cause);
  }
}
