import { Injectable } from '@nestjs/common';
import { channels } from '../messaging/channels.ts';
import { type Envelope, Inbox } from '../messaging/inbox.ts';
import { enqueue } from '../messaging/outbox.ts';
import type { Money } from '../order/order-grpc.ts';
import type { Transaction } from '../persistence/prisma.service.ts';

export interface VerifiedOrder {
  readonly orderId: string;
  readonly consumerId: string;
  readonly orderTotal: Money;
}

/** Holds an order's amount once consumer and ticket are both there, in whatever order they come. */
@Injectable()
export class AccountingService {
  constructor(private readonly inbox: Inbox) {}

  async consumerVerified({ orderId, consumerId: accountId, orderTotal }: VerifiedOrder, envelope: Envelope): Promise<void> {
    await this.inbox.once(envelope, async (tx) => {
      const found = await tx.authorization.findUnique({ where: { id: orderId } });
      const data = { accountId, amount: orderTotal.amount, currency: orderTotal.currency };
      if (!found) await tx.authorization.create({ data: { id: orderId, state: 'WAITING_FOR_TICKET', ...data } });
      else if (found.state === 'WAITING_FOR_CONSUMER') await this.authorize(tx, orderId, accountId, orderTotal, envelope);
    });
  }

  async ticketCreated(orderId: string, envelope: Envelope): Promise<void> {
    await this.inbox.once(envelope, async (tx) => {
      const found = await tx.authorization.findUnique({ where: { id: orderId } });
      if (!found) await tx.authorization.create({ data: { id: orderId, state: 'WAITING_FOR_CONSUMER' } });
      else if (found.state === 'WAITING_FOR_TICKET') {
        await this.authorize(tx, orderId, found.accountId!, { amount: Number(found.amount), currency: found.currency! }, envelope);
      }
    });
  }

  private async authorize(tx: Transaction, orderId: string, accountId: string, { amount, currency }: Money, { correlationId }: Envelope): Promise<void> {
    const account = await tx.account.findUnique({ where: { id: accountId } });
    const isCovered = account?.currency === currency && account.held + BigInt(amount) <= account.creditLimit;
    if (isCovered) await tx.account.update({ where: { id: accountId }, data: { held: { increment: amount } } });
    await tx.authorization.update({ where: { id: orderId }, data: { state: isCovered ? 'AUTHORIZED' : 'REFUSED', accountId, amount, currency } });
    const type = isCovered ? 'AccountAuthorized' : 'AuthorizationFailed';
    await enqueue(tx, { channel: channels.authorization, key: orderId, type, correlationId, body: { orderId, accountId, amount: { amount, currency } } });
  }
}
