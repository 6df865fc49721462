import { Injectable } from '@nestjs/common';
import { channels } from '../messaging/channels.ts';
import { type Envelope, Inbox } from '../messaging/inbox.ts';
import { enqueue } from '../messaging/outbox.ts';
import type { LineItem, Money } from '../order/order-grpc.ts';
import type { Transaction } from '../persistence/prisma.service.ts';

export interface OrderEvent {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  /** Of OrderCreated only. */
  readonly lineItems?: readonly LineItem[];
}

type Menu = Record<string, { price: Money }>;

@Injectable()
export class KitchenService {
  constructor(private readonly inbox: Inbox) {}

  async orderCreated(order: OrderEvent, envelope: Envelope): Promise<void> {
    await this.inbox.once(envelope, async (tx) => {
      const { orderId: id, consumerId, restaurantId, lineItems = [] } = order;
      const kitchen = await tx.kitchen.findUnique({ where: { id: restaurantId } });
      const menu = kitchen?.menu as unknown as Menu | undefined;
      const isOffered = lineItems.every(({ menuItemId, price }) => menu?.[menuItemId]?.price.amount === price.amount);
      await tx.ticket.create({ data: { id, consumerId, restaurantId, lineItems: lineItems as never, state: isOffered ? 'CREATE_PENDING' : 'REFUSED' } });
      if (isOffered) await tx.kitchen.update({ where: { id: restaurantId }, data: { openTickets: { increment: 1 } } });
      await this.tell(tx, isOffered ? 'TicketCreated' : 'TicketCreationFailed', order, envelope);
    });
  }

  async orderApproved(order: OrderEvent, envelope: Envelope): Promise<void> {
    await this.inbox.once(envelope, async (tx) => {
      const ticket = await tx.ticket.findUnique({ where: { id: order.orderId } });
      if (ticket?.state !== 'CREATE_PENDING') return;
      await tx.ticket.update({ where: { id: ticket.id }, data: { state: 'AWAITING_ACCEPTANCE' } });
      await this.tell(tx, 'TicketConfirmed', order, envelope);
    });
  }

  private async tell(tx: Transaction, type: string, { orderId, consumerId, restaurantId }: OrderEvent, { correlationId }: Envelope): Promise<void> {
    await enqueue(tx, { channel: channels.ticket, key: orderId, type, correlationId, body: { orderId, consumerId, restaurantId } });
  }
}
