import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { courierEvents, deliveryEvents, DeliveryGrpc } from '@ftgo/delivery-api';
import { decodeBody, headersOf, type MessageType, receivedMessage } from '@ftgo/envelope';
import { ensureTopics, KafkaBroker, type MessageBroker, PrefixedBroker, readTopics } from '@ftgo/messaging';
import { orderEvents } from '@ftgo/order-api';
import { type RunningService, startService } from '@ftgo/service-runtime';
import { type Caller, TokenIssuer } from '@ftgo/sign-in';
import { testDatabase, testKafka, uniqueName } from '@ftgo/testing';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { readDeliveryConfig } from '../src/config.ts';
import { deliveryService } from '../src/delivery-service.module.ts';

const published = [...Object.values(deliveryEvents), ...Object.values(courierEvents)] as readonly MessageType<object>[];
const topics = readTopics(readFileSync(new URL('../../../infra/topics.yaml', import.meta.url), 'utf8')).filter(({ name }) =>
  [orderEvents.OrderCreated, ...published].some(({ channel }) => channel === name),
);

/** The whole service in this process, with a database of its own, a real broker, and somebody who issues tokens. */
export class DeliveryUnderTest {
  private readonly heard: { key: string; type: string; body: object }[] = [];

  private constructor(
    private readonly parts: Parts,
    private readonly service: RunningService,
  ) {
    parts.ends.unshift(() => service.stop());
  }

  static async start(): Promise<DeliveryUnderTest> {
    const parts = await surroundings();
    try {
      const service = await startService({ ...deliveryService, readConfig: () => readDeliveryConfig(parts.env) });
      const underTest = new DeliveryUnderTest(parts, service);
      await underTest.listen();
      return underTest;
    } catch (error) {
      await close(parts);
      throw error;
    }
  }

  /** A neighbour's event, as the neighbour would publish it. */
  tell<T>(type: MessageType<T>, key: string, body: T, id = newId()): Promise<void> {
    const envelope = { id, type: type.name, source: '/ftgo/test', subject: key, time: new Date().toISOString(), correlationId: id };
    const headers = headersOf({ ...envelope, contentType: 'application/json' });
    return this.parts.broker.send([{ channel: type.channel, key, value: JSON.stringify(type.codec.toJSON(body)), headers }]);
  }

  /** What the service has told of something, in order. */
  toldOf = (key: string) => this.heard.filter((each) => each.key === key).map(({ type, body }) => ({ type, body }));

  /** One gRPC call, as somebody or as nobody. @throws ServiceError */
  async call<A>(method: string, request: object, caller?: Caller): Promise<A> {
    const metadata = new Metadata();
    if (caller) metadata.set('authorization', `Bearer ${await this.tokenOf(caller)}`);
    const client = this.parts.client as unknown as Record<string, Unary>;
    return new Promise((resolve, reject) => {
      client[method]!.call(client, request, metadata, { deadline: Date.now() + 5_000 }, (error, answer) => (error ? reject(error) : resolve(answer as A)));
    });
  }

  async get(path: string, caller?: Caller): Promise<{ status: number; body: unknown }> {
    const headers: Record<string, string> = caller ? { authorization: `Bearer ${await this.tokenOf(caller)}` } : {};
    const answer = await fetch(`http://127.0.0.1:${this.service.httpPort}${path}`, { headers });
    return { status: answer.status, body: await answer.json() };
  }

  stop = () => close(this.parts);

  private async tokenOf(caller: Caller): Promise<string> {
    return (await this.parts.issuer.issue(caller)).accessToken;
  }

  private async listen(): Promise<void> {
    const channels = [...new Set(published.map(({ channel }) => channel))];
    const tail = this.parts.broker.tail('ftgo.test.delivery', channels, (record) => {
      const message = receivedMessage(record);
      const type = published.find(({ name }) => name === message.type);
      if (type) this.heard.push({ key: message.key, type: message.type, body: decodeBody(type, message) });
    });
    await tail.hearing;
  }
}

type Unary = (request: object, metadata: Metadata, options: object, done: (error: ServiceError | null, answer: unknown) => void) => void;

interface Parts {
  readonly env: Record<string, string>;
  readonly broker: MessageBroker;
  readonly client: InstanceType<typeof DeliveryGrpc.DeliveryServiceClient>;
  readonly issuer: TokenIssuer;
  readonly ends: (() => unknown)[];
}

async function surroundings(): Promise<Parts> {
  const [database, { brokers }, grpcPort] = await Promise.all([testDatabase({ service: 'delivery' }), testKafka(), freePort()]);
  const prefix = `${uniqueName()}.`;
  await ensureTopics(brokers, topics.map((topic) => ({ ...topic, name: prefix + topic.name })));
  const issuer = await TokenIssuer.fromKeys([generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })]);
  const keys = createServer((_, answer) => answer.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks())));
  await new Promise<void>((done) => keys.listen(0, '127.0.0.1', done));
  const kafka = new KafkaBroker({ brokers, clientId: 'delivery-component-test', logger: new Logger(), onCrash: (_, error) => console.error(error) });
  const broker = new PrefixedBroker(kafka, prefix);
  const client = new DeliveryGrpc.DeliveryServiceClient(`127.0.0.1:${grpcPort}`, credentials.createInsecure());
  return {
    env: {
      FTGO_DATABASE_URL: database.url,
      FTGO_KAFKA_BROKERS: brokers.join(','),
      FTGO_CHANNEL_PREFIX: prefix,
      FTGO_JWKS_URL: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/.well-known/jwks.json`,
      FTGO_GRPC_PORT: String(grpcPort),
      FTGO_LOG_LEVEL: process.env['FTGO_TEST_LOG'] ? 'debug' : 'silent',
    },
    broker,
    client,
    issuer,
    ends: [() => client.close(), () => broker.close(), () => database.drop(), () => keys.close()],
  };
}

async function close({ ends }: Parts): Promise<void> {
  for (const end of ends) await end();
}

/** A port that nobody listens on. The service's own choice (0) would not be known to the client. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
