import { PassThrough, type Readable } from 'node:stream';
import type { OrderGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { orderDocument } from './order-document.ts';
import { OrderService } from './order-service.ts';

const MOST_STREAMS = 5_000;

/** How often a quiet stream says that it is alive, in milliseconds. */
export class Heartbeat {
  constructor(readonly everyMs: number) {}
}

/** Orders watched live by clients, as server-sent events (WHATWG HTML, 9.2). */
@Injectable()
export class StatusStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(StatusStreams.name);
  private readonly streams = new Set<AbortController>();

  constructor(
    private readonly orders: OrderService,
    private readonly heartbeat: Heartbeat,
  ) {}

  /**
   * Opens a stream that begins with the order as it is. It ends with the order's final state, with the gRPC stream, or
   * with the client, whichever is first.
   *
   * @throws Refusal, RemoteFailure where there is nothing to begin with.
   */
  async open(orderId: string, call: OutgoingCall): Promise<Readable> {
    if (this.streams.size >= MOST_STREAMS) throw new Refusal('overloaded', 'TOO_MANY_STREAMS', 'Too many orders are being watched');
    const ended = new AbortController();
    this.streams.add(ended);
    const orders = this.orders.watchOrder(orderId, call, ended.signal);
    const end = () => {
      this.streams.delete(ended);
      ended.abort();
    };
    try {
      const first = await orders.next();
      return this.pour(first, orders, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.streams) stream.abort();
  }

  private pour(first: IteratorResult<OrderGrpc.Order>, orders: AsyncIterableIterator<OrderGrpc.Order>, end: () => void): Readable {
    const events = new PassThrough();
    const heartbeat = setInterval(() => events.write(': alive\n\n'), this.heartbeat.everyMs);
    events.on('close', () => {
      clearInterval(heartbeat);
      end();
    });
    void this.write(first, orders, events).finally(() => events.end());
    return events;
  }

  private async write(first: IteratorResult<OrderGrpc.Order>, orders: AsyncIterableIterator<OrderGrpc.Order>, events: PassThrough): Promise<void> {
    if (!first.done) events.write(eventOf(first.value));
    try {
      for await (const order of orders) events.write(eventOf(order));
    } catch (error) {
      this.logger.debug({ msg: 'a watched order fell silent', cause: String(error) });
    }
  }
}

const eventOf = (order: OrderGrpc.Order): string =>
  `event: order\nid: ${order.version}\nretry: 1000\ndata: ${JSON.stringify(orderDocument(order))}\n\n`;
