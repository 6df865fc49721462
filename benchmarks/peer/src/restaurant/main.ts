import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, type KafkaContext, Payload } from '@nestjs/microservices';
import { channels } from '../messaging/channels.ts';
import { envelopeOf } from '../messaging/inbox.ts';
import { MessagingModule } from '../messaging/messaging.module.ts';
import { runService } from '../run-service.ts';
import { KitchenService, type OrderEvent } from './kitchen.service.ts';

@Controller()
class KitchenController {
  constructor(private readonly kitchen: KitchenService) {}

  @EventPattern<string>(channels.order)
  async order(@Payload() order: OrderEvent, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type === 'OrderCreated') await this.kitchen.orderCreated(order, envelope);
    if (envelope.type === 'OrderApproved') await this.kitchen.orderApproved(order, envelope);
  }
}

@Module({ imports: [MessagingModule], controllers: [KitchenController], providers: [KitchenService] })
class RestaurantModule {}

await runService('restaurant', RestaurantModule);
