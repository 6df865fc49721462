import { deliveryEvents } from '@ftgo/delivery-api';
import type { ReceivedMessage } from '@ftgo/envelope';
import { MessageContext, OnTopic } from '@ftgo/messaging';
import { ticketEvents } from '@ftgo/restaurant-api';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { NotifyConsumer } from '../../application/index.ts';

/**
 * What happens to an order on its way. Neither kitchen nor delivery know that anybody is told: whatever they say is heard, and told where there
 * are words for it (`domain/news.ts`). So a new type of event needs words, and nothing else (S8).
 */
@Controller()
export class ProgressSubscriber {
  constructor(private readonly notifyConsumer: NotifyConsumer) {}

  @OnTopic('notification', { pattern: 'ftgo.ticket.*.v1', channels: [ticketEvents.TicketCreated.channel] })
  ticket(@Payload() message: ReceivedMessage, @Ctx() context: MessageContext): Promise<void> {
    return this.tell(message, context);
  }

  @OnTopic('notification', { pattern: 'ftgo.delivery.*.v1', channels: [deliveryEvents.DeliveryCreated.channel] })
  delivery(@Payload() message: ReceivedMessage, @Ctx() context: MessageContext): Promise<void> {
    return this.tell(message, context);
  }

  private tell({ type, key: orderId, time: happenedAt }: ReceivedMessage, { cause }: MessageContext): Promise<void> {
    return this.notifyConsumer.ofOrder({ orderId, kind: kindOf(type), detail: '', happenedAt }, cause);
  }
}

/** TICKET_ACCEPTED of `ftgo.ticket.TicketAccepted.v1`. */
const kindOf = (type: string): string =>
  type
    .split('.')[2]!
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
