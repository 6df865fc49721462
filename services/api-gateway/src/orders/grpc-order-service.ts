import { OrderGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RemoteService } from '../remote/remote-service.ts';
import { OrderService } from './order-service.ts';

export class GrpcOrderService extends OrderService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: OrderGrpc.OrderServiceClient,
    private readonly deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('order', deadlineMs);
  }

  override createOrder(request: OrderGrpc.CreateOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order> {
    return this.remote.ask<OrderGrpc.CreateOrderRequest, OrderGrpc.Order>((...args) => this.client.createOrder(...args), request, call);
  }

  override cancelOrder(request: OrderGrpc.CancelOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order> {
    return this.remote.ask<OrderGrpc.CancelOrderRequest, OrderGrpc.Order>((...args) => this.client.cancelOrder(...args), request, call);
  }

  override reviseOrder(request: OrderGrpc.ReviseOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order> {
    return this.remote.ask<OrderGrpc.ReviseOrderRequest, OrderGrpc.Order>((...args) => this.client.reviseOrder(...args), request, call);
  }

  override getOrder(orderId: string, call: OutgoingCall): Promise<OrderGrpc.Order> {
    return this.remote.ask<OrderGrpc.GetOrderRequest, OrderGrpc.Order>((...args) => this.client.getOrder(...args), { orderId }, call);
  }

  override watchOrder(orderId: string, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<OrderGrpc.Order> {
    return this.remote.watch<OrderGrpc.WatchOrderRequest, OrderGrpc.Order>((...args) => this.client.watchOrder(...args), { orderId }, call, signal);
  }

  override awaitOrder(orderId: string, withinMs: number, call: OutgoingCall): Promise<OrderGrpc.Order> {
    const request = { orderId, withinMs };
    return this.remote.ask<OrderGrpc.AwaitOrderRequest, OrderGrpc.Order>((...args) => this.client.awaitOrder(...args), request, call, withinMs + this.deadlineMs);
  }

  override getBooks(call: OutgoingCall, deadlineMs: number): Promise<OrderGrpc.Books> {
    return this.remote.ask<OrderGrpc.GetBooksRequest, OrderGrpc.Books>((...args) => this.client.getBooks(...args), {}, call, deadlineMs);
  }
}
