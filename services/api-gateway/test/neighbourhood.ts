import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsumerGrpc } from '@ftgo/consumer-api';
import { DeliveryGrpc } from '@ftgo/delivery-api';
import { OperationsGrpc } from '@ftgo/operations-api';
import { OrderGrpc, OrderHistoryGrpc, SagaGrpc } from '@ftgo/order-api';
import { RestaurantGrpc } from '@ftgo/restaurant-api';
import { type Role, TokenIssuer, hashPassword } from '@ftgo/sign-in';
import { readGatewayConfig } from '../src/config.ts';
import { type RunningGateway, startGateway } from '../src/gateway.ts';
import { Neighbour } from './neighbour.ts';

export const JANE = '0192f000-0000-7000-8000-00000000c001';
export const ORDER = '0192f000-0000-7000-8000-0000000000f1';
export const AJANTA = '0192f000-0000-7000-8000-00000000a1a1';
export const OPERATOR = { email: 'ops@ftgo.example', password: 'ops-password' };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

interface Request {
  readonly as?: string;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** The gateway among real gRPC servers that stand for its four neighbours. */
export class Neighbourhood {
  readonly order = new Neighbour(OrderGrpc.OrderServiceService, OrderHistoryGrpc.OrderHistoryServiceService, SagaGrpc.SagaOperationsService, OperationsGrpc.OperationsServiceService);
  readonly consumer = new Neighbour(ConsumerGrpc.ConsumerServiceService, OperationsGrpc.OperationsServiceService);
  readonly restaurant = new Neighbour(RestaurantGrpc.RestaurantServiceService, OperationsGrpc.OperationsServiceService);
  readonly delivery = new Neighbour(DeliveryGrpc.DeliveryServiceService, OperationsGrpc.OperationsServiceService);
  gateway!: RunningGateway;
  issuer!: TokenIssuer;
  private stopping: Promise<void> | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ftgo-gateway-'));

  static async open(settings: Record<string, string> = {}): Promise<Neighbourhood> {
    const all = new Neighbourhood();
    await Promise.all(all.neighbours.map((neighbour) => neighbour.start()));
    const keyFile = join(all.folder, 'key.json');
    writeFileSync(keyFile, JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })));
    all.issuer = await TokenIssuer.fromFile(keyFile);
    all.gateway = await startGateway(
      readGatewayConfig({
        FTGO_GATEWAY_PORT: '0',
        FTGO_LOG_LEVEL: 'silent',
        FTGO_ORDER_GRPC: all.order.address,
        FTGO_CONSUMER_GRPC: all.consumer.address,
        FTGO_RESTAURANT_GRPC: all.restaurant.address,
        FTGO_DELIVERY_GRPC: all.delivery.address,
        // Nobody is taken for silent because the test's own process stood still.
        FTGO_REMOTE_DEADLINE_MS: '30000',
        FTGO_TOKEN_KEY_FILE: keyFile,
        FTGO_OPERATOR_EMAIL: OPERATOR.email,
        FTGO_OPERATOR_PASSWORD_HASH: await hashPassword(OPERATOR.password),
        ...settings,
      }),
    );
    return all;
  }

  get neighbours(): readonly Neighbour[] {
    return [this.order, this.consumer, this.restaurant, this.delivery];
  }

  get url(): string {
    return `http://127.0.0.1:${this.gateway.port}`;
  }

  /** Every call that any neighbour got. */
  get heard() {
    return this.neighbours.flatMap(({ heard }) => heard);
  }

  async token(role: Role, id = JANE): Promise<string> {
    return (await this.issuer.issue({ id, role })).accessToken;
  }

  async call(method: string, path: string, { as, body, raw, headers }: Request = {}): Promise<Answer> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${as}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: payload as string | undefined,
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  }

  forget(): void {
    for (const neighbour of this.neighbours) neighbour.forget();
  }

  /** Stops the gateway alone, once. */
  stop(): Promise<void> {
    return (this.stopping ??= this.gateway.stop());
  }

  async close(): Promise<void> {
    if (this.gateway) await this.stop();
    for (const neighbour of this.neighbours) neighbour.stop();
    rmSync(this.folder, { recursive: true });
  }
}
