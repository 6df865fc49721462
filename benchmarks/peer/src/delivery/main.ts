import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, type KafkaContext, Payload } from '@nestjs/microservices';
import { channels } from '../messaging/channels.ts';
import { Inbox, envelopeOf } from '../messaging/inbox.ts';
import { MessagingModule } from '../messaging/messaging.module.ts';
import { runService } from '../run-service.ts';

interface OrderApproved {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly deliveryAddress: object;
}

@Controller()
class OrderEventsController {
  constructor(private readonly inbox: Inbox) {}

  @EventPattern<string>(channels.order)
  async approved(@Payload() { orderId: id, deliveryAddress, ...order }: OrderApproved, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type !== 'OrderApproved') return;
    const { consumerId, restaurantId } = order;
    await this.inbox.once(envelope, async (tx) => {
      await tx.delivery.upsert({
        where: { id },
        create: { id, state: 'PENDING', consumerId, restaurantId, deliveryAddress: deliveryAddress as never },
        update: {},
      });
    });
  }
}

@Module({ imports: [MessagingModule], controllers: [OrderEventsController] })
class DeliveryModule {}

await runService('delivery', DeliveryModule);
