import type { OrderGrpc } from '@ftgo/order-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The order service as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class OrderService {
  abstract createOrder(request: OrderGrpc.CreateOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order>;
  abstract cancelOrder(request: OrderGrpc.CancelOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order>;
  abstract reviseOrder(request: OrderGrpc.ReviseOrderRequest, call: OutgoingCall): Promise<OrderGrpc.Order>;
  abstract getOrder(orderId: string, call: OutgoingCall): Promise<OrderGrpc.Order>;
  /** The order now and after each change, until its state is final or the signal ends it. */
  abstract watchOrder(orderId: string, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<OrderGrpc.Order>;
  /** The order once nothing is pending with it, or as it is after so many milliseconds. */
  abstract awaitOrder(orderId: string, withinMs: number, call: OutgoingCall): Promise<OrderGrpc.Order>;
  abstract getBooks(call: OutgoingCall, deadlineMs: number): Promise<OrderGrpc.Books>;
}
