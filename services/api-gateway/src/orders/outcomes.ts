import type { OrderGrpc } from '@ftgo/order-api';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { OrderService } from './order-service.ts';

const LONGEST_WAIT_SECONDS = 20;

/** What came of a wish, for clients that would rather wait a moment than ask again. */
@Injectable()
export class Outcomes {
  private readonly logger = new Logger('Outcomes');

  constructor(private readonly orders: OrderService) {}

  /** The order once nothing is pending with it, or as it is when so many seconds have passed. A wish that was taken is taken, whatever becomes of the wait. */
  async of(order: OrderGrpc.Order, seconds: number, call: OutgoingCall, reply: FastifyReply): Promise<OrderGrpc.Order> {
    if (seconds === 0 || !isPending(order)) return order;
    const wait = Math.min(seconds, LONGEST_WAIT_SECONDS);
    void reply.header('preference-applied', `wait=${wait}`);
    try {
      return await this.orders.awaitOrder(order.orderId, wait * 1_000, call);
    } catch (error) {
      this.logger.warn({ msg: 'nobody waited for what came of it', orderId: order.orderId, cause: String(error) });
      return order;
    }
  }
}

/** Nobody knows yet what comes of it. */
export const isPending = ({ state }: OrderGrpc.Order): boolean => state.endsWith('_PENDING');
