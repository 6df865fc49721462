import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Only } from '../http/access.guard.ts';
import { EventStreams, type ServerSentEvent } from '../http/event-streams.ts';
import { id } from '../http/fields.ts';
import { IdempotencyKey, LastEventId, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { answerDocument, deliveryDocument, historyDocument } from './delivery-document.ts';
import { type DeliveryQuery, acceptOffer, declineOffer, deliver, deliveryQuery, pickUp } from './delivery-requests.ts';
import { DeliveryService } from './delivery-service.ts';

@Controller('v1/deliveries/:deliveryId')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveryService,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  async delivery(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @Query(valid(deliveryQuery, 'query')) { at }: DeliveryQuery,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return deliveryDocument(await this.deliveries.getDelivery({ orderId, at: at === undefined ? undefined : new Date(at) }, call));
  }

  @Get('history')
  @Only(['operator'])
  async history(@Param('deliveryId', valid(id, 'path')) orderId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return historyDocument(await this.deliveries.getDeliveryHistory(orderId, call));
  }

  @Get('status-stream')
  async track(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @LastEventId() lastSeen: number | undefined,
    @Passed() call: OutgoingCall,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Says whether they may watch, which a stream that has begun cannot.
    const { version } = await this.deliveries.getDelivery({ orderId, at: undefined }, call);
    const events = this.streams.open((signal) => this.tracked(orderId, lastSeen ?? version - 1, call, signal));
    void reply.header('content-type', 'text/event-stream').header('x-accel-buffering', 'no').send(events);
  }

  @Post('accept-offer')
  @HttpCode(202)
  @Only(['courier'])
  async acceptOffer(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @Body(valid(acceptOffer, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return answerDocument(await this.deliveries.acceptOffer({ orderId, idempotencyKey }, call));
  }

  @Post('decline-offer')
  @HttpCode(202)
  @Only(['courier'])
  async declineOffer(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @Body(valid(declineOffer, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return answerDocument(await this.deliveries.declineOffer({ orderId, idempotencyKey }, call));
  }

  @Post('pick-up')
  @HttpCode(200)
  @Only(['courier'])
  async pickUp(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @Body(valid(pickUp, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return deliveryDocument(await this.deliveries.pickUp({ orderId, idempotencyKey }, call));
  }

  @Post('deliver')
  @HttpCode(200)
  @Only(['courier'])
  async deliver(
    @Param('deliveryId', valid(id, 'path')) orderId: string,
    @Body(valid(deliver, 'body')) _: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return deliveryDocument(await this.deliveries.deliver({ orderId, idempotencyKey }, call));
  }

  private async *tracked(orderId: string, afterVersion: number, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<ServerSentEvent> {
    for await (const delivery of this.deliveries.trackDelivery({ orderId, afterVersion }, call, signal)) {
      yield { event: 'delivery', id: delivery.version, data: deliveryDocument(delivery) };
    }
  }
}
