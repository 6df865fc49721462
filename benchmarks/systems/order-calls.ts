import { randomUUID } from 'node:crypto';
import { CreateOrderRequest } from '../../libs/order-api/generated/ftgo/order/v1/order_service.ts';
import type { World } from '../harness/world.ts';
import type { Call } from '../load/callers.ts';
import { GrpcConnection, grpcHeaders } from '../load/grpc-connection.ts';
import { HttpConnection } from '../load/http-connection.ts';
import { type Orderable, wish } from './town.ts';

const KEY_FIELD = Buffer.from([0x2a, 36]);

/** Callers of `CreateOrder` on one connection, as a gateway has; each is another consumer. */
export async function grpcOrderCalls(world: World, address: string, restaurants: readonly Orderable[], callers: number) {
  const path = '/ftgo.order.v1.OrderService/CreateOrder';
  const headers = await Promise.all(
    Array.from({ length: callers }, async () => grpcHeaders(address, path, { authorization: `Bearer ${await world.tokenOf(randomUUID())}` })),
  );
  const wishes = Array.from({ length: 60 }, (_, number) => {
    const request = { ...wish(restaurants, number), deliveryTime: undefined, idempotencyKey: '' };
    return Buffer.from(CreateOrderRequest.encode(request).finish());
  });
  let number = 0;
  let connection: Promise<GrpcConnection> | undefined;
  const call: Call = async (caller) => (await (connection ??= GrpcConnection.open(address))).call(headers[caller]!, Buffer.concat([wishes[number++ % wishes.length]!, KEY_FIELD, Buffer.from(randomUUID())]));
  const close = (): void => {
    void connection?.then((opened) => opened.close());
    connection = undefined;
  };
  return { call, close };
}

/** Clients of `POST /v1/orders`, each with a connection of its own. */
export function httpOrderCalls(gateway: URL, restaurants: readonly Orderable[], tokens: readonly string[]) {
  const connections = tokens.map(() => new HttpConnection(gateway));
  const wishes = Array.from({ length: 60 }, (_, number) => JSON.stringify(wish(restaurants, number)));
  let number = 0;
  /** Rejects where it is not 201. @returns the order's id */
  const place = async (client: number): Promise<string> => {
    const headers = `authorization: Bearer ${tokens[client]}\r\nidempotency-key: ${randomUUID()}\r\n`;
    const { status, head } = await connections[client]!.post('/v1/orders', headers, wishes[number++ % wishes.length]!);
    const orderId = /\r\nlocation: \/v1\/orders\/(\S+)/i.exec(head)?.[1];
    if (status !== 201 || !orderId) throw new Error(`POST /v1/orders was answered:\n${head}`);
    return orderId;
  };
  return { place, close: () => connections.forEach((connection) => connection.close()) };
}
