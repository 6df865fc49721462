import { join, resolve } from 'node:path';
import { type GrpcOptions, Transport } from '@nestjs/microservices';

const libs = resolve(process.env['PEER_LIBS'] ?? 'libs');

/** NestJS docs, "Microservices: gRPC": the .proto file is read at run time. It is FTGO's own. */
export const orderGrpc = (url: string): GrpcOptions => ({
  transport: Transport.GRPC,
  options: {
    url,
    package: 'ftgo.order.v1',
    protoPath: 'ftgo/order/v1/order_service.proto',
    loader: {
      includeDirs: [join(libs, 'order-api', 'proto'), join(libs, 'published-values', 'proto')],
      longs: Number,
    },
  },
});

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
  readonly quantity: number;
}

export interface Timestamp {
  readonly seconds: number;
  readonly nanos: number;
}

export interface CreateOrderRequest {
  readonly restaurantId: string;
  readonly lineItems: readonly { readonly menuItemId: string; readonly quantity: number }[];
  readonly deliveryAddress: Record<string, unknown>;
  readonly deliveryTime?: Timestamp;
  readonly idempotencyKey: string;
}

export interface OrderReply {
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
  readonly state: string;
  readonly lineItems: readonly LineItem[];
  readonly orderTotal: Money;
  readonly deliveryAddress: Record<string, unknown>;
  readonly deliveryTime?: Timestamp;
  readonly createdAt: Timestamp;
  readonly approvalDeadline?: Timestamp;
}

export const timestampOf = (date: Date): Timestamp => ({
  seconds: Math.floor(date.getTime() / 1000),
  nanos: (date.getTime() % 1000) * 1_000_000,
});

export const dateOf = ({ seconds, nanos }: Timestamp): Date => new Date(seconds * 1000 + nanos / 1_000_000);
