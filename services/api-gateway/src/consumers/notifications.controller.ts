import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { EventStreams, type ServerSentEvent } from '../http/event-streams.ts';
import { id, next, page, pageOf } from '../http/fields.ts';
import { LastEventId, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { ConsumerService } from './consumer-service.ts';
import { notificationDocument } from './notification-document.ts';

@Controller('v1/consumers/:consumerId')
export class NotificationsController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly streams: EventStreams,
  ) {}

  @Get('notifications')
  async list(
    @Param('consumerId', valid(id, 'path')) consumerId: string,
    @Query(valid(page, 'query')) query: z.output<typeof page>,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    const { notifications, nextAfter } = await this.consumers.listNotifications({ consumerId, page: pageOf(query) }, call);
    return { notifications: notifications.map(notificationDocument), ...next(nextAfter) };
  }

  @Get('notification-stream')
  async watch(
    @Param('consumerId', valid(id, 'path')) consumerId: string,
    @LastEventId() lastSeen: number | undefined,
    @Passed() call: OutgoingCall,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Asked also by who says what they saw last: it says whether they may watch, which a stream that has begun cannot.
    const { notifications } = await this.consumers.listNotifications({ consumerId, page: { limit: 1, after: '' } }, call);
    const after = lastSeen ?? notifications[0]?.number ?? 0;
    const events = this.streams.open((signal) => this.watched(consumerId, after, call, signal));
    void reply.header('content-type', 'text/event-stream').header('x-accel-buffering', 'no').send(events);
  }

  private async *watched(consumerId: string, after: number, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<ServerSentEvent> {
    for await (const notification of this.consumers.watchNotifications({ consumerId, after }, call, signal)) {
      yield { event: 'notification', id: notification.number, data: notificationDocument(notification) };
    }
  }
}
