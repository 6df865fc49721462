import type { OrderGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { CancelOrder, CreateOrder, ReviseOrder } from '../../application/index.ts';
import { existing, owned } from '../../application/ownership.ts';
import { OrderQueries } from '../../application/ports/order-queries.ts';
import { documentOf } from './order-document.ts';
import { OrderWatchers } from './order-watchers.ts';

const SERVICE = 'OrderService';
const LONGEST_WAIT_MS = 30_000;

@Controller()
export class OrderGrpcController {
  constructor(
    private readonly createOrder: CreateOrder,
    private readonly cancelOrder: CancelOrder,
    private readonly reviseOrder: ReviseOrder,
    private readonly queries: OrderQueries,
    private readonly watchers: OrderWatchers,
  ) {}

  @GrpcMethod(SERVICE, 'CreateOrder')
  async create(@Payload() request: OrderGrpc.CreateOrderRequest, @Call() call: CallInfo): Promise<OrderGrpc.Order> {
    const { id: consumerId } = call.require('consumer');
    const { deliveryAddress, ...wish } = request;
    if (!deliveryAddress) throw new Refusal('invalid', 'DELIVERY_ADDRESS_MISSING', 'An order needs a delivery address', '/deliveryAddress');
    return documentOf(await this.createOrder.execute({ ...wish, deliveryAddress }, consumerId, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'CancelOrder')
  async cancel(@Payload() request: OrderGrpc.CancelOrderRequest, @Call() call: CallInfo): Promise<OrderGrpc.Order> {
    const caller = call.require('consumer', 'operator');
    return documentOf(await this.cancelOrder.execute(existing(request.orderId), caller, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'ReviseOrder')
  async revise(@Payload() request: OrderGrpc.ReviseOrderRequest, @Call() call: CallInfo): Promise<OrderGrpc.Order> {
    const caller = call.require('consumer', 'operator');
    return documentOf(await this.reviseOrder.execute(existing(request.orderId), request.lineItems, caller, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'GetOrder')
  async get(@Payload() { orderId }: OrderGrpc.GetOrderRequest, @Call() call: CallInfo): Promise<OrderGrpc.Order> {
    const caller = call.require();
    return documentOf(owned(await this.queries.find(existing(orderId)), orderId, caller));
  }

  @GrpcMethod(SERVICE, 'WatchOrder')
  async watch(@Payload() { orderId }: OrderGrpc.WatchOrderRequest, @Call() call: CallInfo): Promise<Observable<OrderGrpc.Order>> {
    const caller = call.require();
    owned(await this.queries.find(existing(orderId)), orderId, caller);
    return this.watchers.watch(orderId);
  }

  @GrpcMethod(SERVICE, 'AwaitOrder')
  async await(@Payload() { orderId, withinMs }: OrderGrpc.AwaitOrderRequest, @Call() call: CallInfo): Promise<OrderGrpc.Order> {
    const caller = call.require();
    owned(await this.queries.find(existing(orderId)), orderId, caller);
    return this.watchers.settled(orderId, Math.min(withinMs, LONGEST_WAIT_MS));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async books(@Payload() _: OrderGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<OrderGrpc.Books> {
    call.require('operator');
    const { byState, oldestPending, outboxUnsent, deadLetters } = await this.queries.books();
    return {
      byState: byState.map(({ state, orders, amount, currency }) => ({ state, orders, total: { amount, currency } })),
      oldestPendingMs: oldestPending ? Date.now() - oldestPending.getTime() : 0,
      outboxUnsent,
      deadLetters,
    };
  }
}
