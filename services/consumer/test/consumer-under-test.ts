import { generateKeyPairSync } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { type MessageType, decodeBody, headersOf, message, receivedMessage } from '@ftgo/envelope';
import { freePorts } from '@ftgo/infra/free-port';
import { KafkaBroker } from '@ftgo/messaging';
import { orderEvents } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { startService } from '@ftgo/service-runtime';
import { type Caller, TokenIssuer } from '@ftgo/sign-in';
import { testDatabase, testKafka } from '@ftgo/testing';
import { Metadata, credentials } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import { Kafka, logLevel } from 'kafkajs';
import { v7 as uuidv7 } from 'uuid';
import { consumerService } from '../src/consumer-service.module.ts';
import { type Calls, promised } from './promised-calls.ts';

const OURS = [...Object.values(consumerEvents), ...Object.values(accountEvents), ...Object.values(authorizationEvents)];
const channels = [...new Set([...OURS, orderEvents.OrderCreated, ticketEvents.TicketCreated].map(({ channel }) => channel))];

/** What the service said: the type's short name and the body. */
interface Said {
  readonly type: string;
  readonly body: unknown;
}

/** The consumer service as its neighbours know it: calls, and messages in and out. */
export interface ConsumerUnderTest {
  as(caller?: Caller): Promise<Calls>;
  get(path: string, caller?: Caller): Promise<{ status: number; body: any }>;
  /** A neighbour publishes; @returns what to hand over to publish the very same message again. */
  publish<T>(type: MessageType<T>, key: string, body: T, id?: string): Promise<string>;
  /** What was said under a key so far, in order, on one channel. */
  said(type: MessageType<any>, key: string): readonly Said[];
  query(sql: string, params?: unknown[]): Promise<any[]>;
  stop(): Promise<void>;
}

export async function startConsumer(): Promise<ConsumerUnderTest> {
  const [database, { brokers }, [grpcPort = 0], signIn] = await Promise.all([
    testDatabase({ service: 'consumer' }),
    testKafka(),
    freePorts(1),
    startSignIn(),
  ]);
  await makeTopics(brokers);

  const broker = new KafkaBroker({ brokers, clientId: 'neighbours', logger: new Logger('neighbours'), onCrash: (_, error) => fail(error) });
  const heard = new Map<string, Said[]>();
  const tail = broker.tail('neighbours', channels, (record) => {
    const received = receivedMessage(record);
    const type = OURS.find(({ name }) => name === received.type);
    if (!type) return;
    const place = `${received.channel}/${received.key}`;
    const said = { type: type.name.split('.').at(-2)!, body: decodeBody<unknown>(type as MessageType<unknown>, received) };
    heard.set(place, [...(heard.get(place) ?? []), said]);
  });
  await tail.hearing;

  const running = await startService(
    consumerService({
      FTGO_DATABASE_URL: database.url,
      FTGO_KAFKA_BROKERS: brokers.join(','),
      FTGO_JWKS_URL: signIn.url,
      FTGO_GRPC_PORT: `${grpcPort}`,
      FTGO_LOG_LEVEL: 'error',
    }),
  );
  const client = new ConsumerGrpc.ConsumerServiceClient(`127.0.0.1:${grpcPort}`, credentials.createInsecure());

  return {
    as: async (caller) => {
      const metadata = new Metadata();
      if (caller) metadata.set('authorization', await signIn.bearer(caller));
      return promised(client, metadata);
    },
    get: async (path, caller) => {
      const headers: Record<string, string> = caller ? { authorization: await signIn.bearer(caller) } : {};
      const response = await fetch(`http://127.0.0.1:${running.httpPort}${path}`, { headers });
      return { status: response.status, body: await response.json() };
    },
    publish: async (type, key, body, id = uuidv7()) => {
      const { channel, payload } = message(type, key, body);
      const time = new Date().toISOString();
      const envelope = { id, type: type.name, source: '/test', subject: key, time, contentType: 'application/json', correlationId: uuidv7() };
      await broker.send([{ channel, key, value: payload, headers: headersOf(envelope) }]);
      return id;
    },
    said: ({ channel }, key) => heard.get(`${channel}/${key}`) ?? [],
    query: (sql, params) => database.query(sql, params),
    stop: async () => {
      client.close();
      await running.stop();
      await broker.close();
      signIn.server.close();
      await database.drop();
    },
  };
}

/** What the gateway is to the service: it issues tokens and publishes the keys. */
async function startSignIn(): Promise<{ server: Server; url: string; bearer(caller: Caller): Promise<string> }> {
  const issuer = await TokenIssuer.fromKeys([generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })]);
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`,
    bearer: async (caller) => `Bearer ${(await issuer.issue(caller)).accessToken}`,
  };
}

async function makeTopics(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({ clientId: 'neighbours', brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: channels.map((topic) => ({ topic, numPartitions: 4 })), waitForLeaders: true });
  await admin.disconnect();
}

function fail(error: Error): never {
  throw error;
}
