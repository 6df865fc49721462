import { createHash } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { Injectable } from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { channels } from '../messaging/channels.ts';
import type { Envelope } from '../messaging/inbox.ts';
import { Inbox } from '../messaging/inbox.ts';
import { enqueue } from '../messaging/outbox.ts';
import { PrismaService } from '../persistence/prisma.service.ts';
import { type CreateOrderRequest, type LineItem, type Money, type OrderReply, dateOf, timestampOf } from './order-grpc.ts';

const CREATION_DEADLINE_MS = 300_000;

type MenuItems = Record<string, { name: string; price: Money }>;

const refused = (code: status, message: string) => new RpcException({ code, message });

@Injectable()
export class OrdersService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inbox: Inbox,
  ) {}

  async create(request: CreateOrderRequest, consumerId: string, correlationId: string): Promise<OrderReply> {
    const key = `${consumerId}/${request.idempotencyKey}`;
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const repeated = await this.prisma.idempotencyKey.findUnique({ where: { key } });
    if (repeated?.fingerprint === fingerprint) return repeated.answer as unknown as OrderReply;
    if (repeated) throw refused(status.FAILED_PRECONDITION, 'This idempotency key was used before, for another request');

    const now = new Date();
    const deliveryTime = request.deliveryTime && dateOf(request.deliveryTime);
    if (deliveryTime && deliveryTime < now) throw refused(status.FAILED_PRECONDITION, 'The delivery time lies in the past');
    const lineItems = await this.priced(request);
    const { currency } = lineItems[0]!.price;
    const orderTotal = { amount: lineItems.reduce((sum, { price, quantity }) => sum + price.amount * quantity, 0), currency };
    const { restaurantId, deliveryAddress } = request;
    const order = { id: uuidv7(), consumerId, restaurantId, state: 'APPROVAL_PENDING', createdAt: now, deliveryTime };
    const dueAt = new Date(now.getTime() + CREATION_DEADLINE_MS);
    const reply: OrderReply = {
      orderId: order.id,
      consumerId,
      restaurantId,
      state: order.state,
      lineItems,
      orderTotal,
      deliveryAddress,
      deliveryTime: request.deliveryTime,
      createdAt: timestampOf(now),
      approvalDeadline: timestampOf(dueAt),
    };

    await this.prisma.$transaction(async (tx) => {
      await tx.order.create({
        data: { ...order, dueAt, lineItems: lineItems as never, totalAmount: orderTotal.amount, currency, deliveryAddress: deliveryAddress as never },
      });
      await enqueue(tx, {
        channel: channels.order,
        key: order.id,
        type: 'OrderCreated',
        correlationId,
        body: { orderId: order.id, consumerId, restaurantId, lineItems, orderTotal, deliveryAddress, deliveryTime, createdAt: now },
      });
      await tx.idempotencyKey.create({ data: { key, fingerprint, answer: reply as never } });
    });
    return reply;
  }

  /** The amount is held. Only a pending order changes. */
  async approve(orderId: string, envelope: Envelope): Promise<void> {
    await this.inbox.once(envelope, async (tx) => {
      const order = await tx.order.findUnique({ where: { id: orderId } });
      if (order?.state !== 'APPROVAL_PENDING') return;
      const { consumerId, restaurantId, deliveryAddress, deliveryTime } = order;
      await tx.order.update({ where: { id: orderId }, data: { state: 'APPROVED', dueAt: null, version: { increment: 1 } } });
      await enqueue(tx, {
        channel: channels.order,
        key: orderId,
        type: 'OrderApproved',
        correlationId: envelope.correlationId,
        body: { orderId, consumerId, restaurantId, deliveryAddress, deliveryTime },
      });
    });
  }

  private async priced({ restaurantId, lineItems }: CreateOrderRequest): Promise<LineItem[]> {
    if (!isUuid(restaurantId)) throw refused(status.INVALID_ARGUMENT, 'A restaurant id is a UUID');
    const menu = await this.prisma.menu.findUnique({ where: { id: restaurantId } });
    if (!menu) throw refused(status.FAILED_PRECONDITION, `There is no restaurant ${restaurantId}`);
    if (lineItems.length < 1 || lineItems.length > 50) throw refused(status.INVALID_ARGUMENT, 'An order has 1 to 50 line items');
    const seen = new Set<string>();
    return lineItems.map(({ menuItemId, quantity }) => {
      if (!Number.isInteger(quantity) || quantity < 1 || quantity > 100) throw refused(status.INVALID_ARGUMENT, 'A quantity is 1 to 100');
      const item = (menu.items as unknown as MenuItems)[menuItemId];
      if (!item) throw refused(status.FAILED_PRECONDITION, `${menuItemId} is not on the restaurant's menu`);
      if (seen.has(menuItemId)) throw refused(status.INVALID_ARGUMENT, `${menuItemId} stands in two line items`);
      seen.add(menuItemId);
      return { menuItemId, name: item.name, price: item.price, quantity };
    });
  }
}
