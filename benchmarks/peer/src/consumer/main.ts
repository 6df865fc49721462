import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, type KafkaContext, Payload } from '@nestjs/microservices';
import { channels } from '../messaging/channels.ts';
import { Inbox, envelopeOf } from '../messaging/inbox.ts';
import { MessagingModule } from '../messaging/messaging.module.ts';
import { enqueue } from '../messaging/outbox.ts';
import type { Money } from '../order/order-grpc.ts';
import { runService } from '../run-service.ts';
import { AccountingService, type VerifiedOrder } from './accounting.service.ts';

interface OrderCreated {
  readonly orderId: string;
  readonly consumerId: string;
  readonly orderTotal: Money;
}

@Controller()
class OrderEventsController {
  constructor(private readonly inbox: Inbox) {}

  @EventPattern<string>(channels.order)
  async verify(@Payload() { orderId, consumerId, orderTotal }: OrderCreated, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type !== 'OrderCreated') return;
    await this.inbox.once(envelope, async (tx) => {
      const consumer = await tx.consumer.findUnique({ where: { id: consumerId } });
      const type = consumer?.status === 'ACTIVE' ? 'ConsumerVerified' : 'ConsumerVerificationFailed';
      const { correlationId } = envelope;
      await enqueue(tx, { channel: channels.consumer, key: orderId, type, correlationId, body: { orderId, consumerId, orderTotal } });
    });
  }
}

@Controller()
class AccountingController {
  constructor(private readonly accounting: AccountingService) {}

  @EventPattern<string>(channels.consumer)
  async consumerVerified(@Payload() order: VerifiedOrder, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type === 'ConsumerVerified') await this.accounting.consumerVerified(order, envelope);
  }

  @EventPattern<string>(channels.ticket)
  async ticketCreated(@Payload() { orderId }: { orderId: string }, @Ctx() context: KafkaContext): Promise<void> {
    const envelope = envelopeOf(context);
    if (envelope.type === 'TicketCreated') await this.accounting.ticketCreated(orderId, envelope);
  }
}

@Module({ imports: [MessagingModule], controllers: [OrderEventsController, AccountingController], providers: [AccountingService] })
class ConsumerModule {}

await runService('consumer', ConsumerModule);
