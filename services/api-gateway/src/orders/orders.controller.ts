import type { OrderGrpc } from '@ftgo/order-api';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { id, next, pageOf } from '../http/fields.ts';
import { IdempotencyKey, Passed, PreferredWait } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { orderDocument } from './order-document.ts';
import { type CreateOrder, type OrderQuery, type ReviseOrder, cancelOrder, createOrder, orderQuery, reviseOrder } from './order-requests.ts';
import { OrderHistoryService } from './order-history-service.ts';
import { OrderService } from './order-service.ts';
import { Outcomes, isPending } from './outcomes.ts';
import { orderSummaryDocument } from './order-summary-document.ts';
import { StatusStreams } from './status-streams.ts';

@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrderService,
    private readonly history: OrderHistoryService,
    private readonly outcomes: Outcomes,
    private readonly streams: StatusStreams,
  ) {}

  @Post()
  async create(
    @Body(valid(createOrder, 'body')) { deliveryTime, ...wish }: CreateOrder,
    @IdempotencyKey() idempotencyKey: string,
    @PreferredWait() seconds: number,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const request = { ...wish, deliveryTime: timeIn(deliveryTime), idempotencyKey };
    const order = await this.orders.createOrder(request, call);
    void reply.header('location', `/v1/orders/${order.orderId}`);
    return orderDocument(await this.outcomes.of(order, seconds, call, reply));
  }

  @Get()
  async list(@Query(valid(orderQuery, 'query')) { state, q, from, to, ...page }: OrderQuery, @Passed() call: OutgoingCall): Promise<unknown> {
    const request = { state: state ?? '', q: q ?? '', from: timeIn(from), to: timeIn(to), page: pageOf(page) };
    const { orders, nextAfter } = await this.history.listOrders(request, call);
    return { orders: orders.map(orderSummaryDocument), ...next(nextAfter) };
  }

  @Get(':orderId')
  async get(@Param('orderId', valid(id, 'path')) orderId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return orderDocument(await this.orders.getOrder(orderId, call));
  }

  @Get(':orderId/status-stream')
  async watch(
    @Param('orderId', valid(id, 'path')) orderId: string,
    @Passed() call: OutgoingCall,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const events = await this.streams.open(orderId, call);
    void reply.header('content-type', 'text/event-stream').header('x-accel-buffering', 'no').send(events);
  }

  @Post(':orderId/cancel')
  @HttpCode(202)
  async cancel(
    @Param('orderId', valid(id, 'path')) orderId: string,
    @Body(valid(cancelOrder, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @PreferredWait() seconds: number,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.outcome(await this.orders.cancelOrder({ orderId, idempotencyKey }, call), seconds, call, reply);
  }

  @Post(':orderId/revise')
  @HttpCode(202)
  async revise(
    @Param('orderId', valid(id, 'path')) orderId: string,
    @Body(valid(reviseOrder, 'body')) { lineItems }: ReviseOrder,
    @IdempotencyKey() idempotencyKey: string,
    @PreferredWait() seconds: number,
    @Passed() call: OutgoingCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.outcome(await this.orders.reviseOrder({ orderId, lineItems, idempotencyKey }, call), seconds, call, reply);
  }

  /** 202 while it is under way; 200 with what came of it for whoever waited long enough. */
  private async outcome(order: OrderGrpc.Order, seconds: number, call: OutgoingCall, reply: FastifyReply): Promise<unknown> {
    const known = await this.outcomes.of(order, seconds, call, reply);
    if (seconds > 0 && !isPending(known)) void reply.status(200);
    return orderDocument(known);
  }
}

const timeIn = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
