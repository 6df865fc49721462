import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EventStreams, type ServerSentEvent } from '../http/event-streams.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { orderDocument } from './order-document.ts';
import { OrderService } from './order-service.ts';

/** Orders watched live by clients. */
@Injectable()
export class StatusStreams {
  constructor(
    private readonly orders: OrderService,
    private readonly streams: EventStreams,
  ) {}

  /**
   * Opens a stream that begins with the order as it is, and ends with its final state.
   *
   * @throws Refusal, RemoteFailure where there is nothing to begin with.
   */
  open(orderId: string, call: OutgoingCall): Promise<Readable> {
    return this.streams.openWithFirst((signal) => this.watch(orderId, call, signal));
  }

  private async *watch(orderId: string, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<ServerSentEvent> {
    for await (const order of this.orders.watchOrder(orderId, call, signal)) yield { event: 'order', id: order.version, data: orderDocument(order) };
  }
}
