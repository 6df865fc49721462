import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MessageType, type MessageFormat, type ReceivedMessage, decodeBody, encodeBody, headersOf, message, receivedMessage } from '@ftgo/envelope';
import { KafkaBroker, type MessageBroker, PrefixedBroker, ensureTopics } from '@ftgo/messaging';
import { deadLetterEvents } from '@ftgo/operations-api';
import { repliesOn } from '@ftgo/saga-api';
import { type RunningService, type ServiceConfig, type ServiceDefinition, startService } from '@ftgo/service-runtime';
import { type Caller, TokenIssuer } from '@ftgo/sign-in';
import { type TestDatabase, eventually, freePorts, testDatabase, testKafka } from '@ftgo/testing';
import { Client, Metadata, credentials } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

const NEIGHBOUR = '/ftgo/test';
/** Their types are the same on every channel. */
const { StepDone, StepRefused } = repliesOn('any');
const deadLetters = deadLetterEvents.DeadLettered.channel;

interface Instance {
  readonly service: RunningService;
  readonly client: Client;
}

/** A method of a generated service definition, such as `OrderGrpc.OrderServiceService.createOrder`. */
interface UnaryMethod<Q, A> {
  readonly path: string;
  readonly requestSerialize: (request: Q) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => A;
}

/**
 * One service as it runs, alone: its own process code on a real database and broker, its neighbours played by the
 * published language. Channels have a prefix of their own, so that services under test do not hear each other.
 */
export class ServiceUnderTest {
  private readonly heard: ReceivedMessage[] = [];
  private readonly others: Instance[] = [];

  private constructor(
    private readonly first: Instance,
    private readonly launch: () => Promise<Instance>,
    private readonly broker: MessageBroker,
    private readonly issuer: TokenIssuer,
    private readonly keys: Server,
    readonly database: TestDatabase,
  ) {}

  /**
   * @param name of the service, whose migrations are applied.
   * @param define the service's definition from an environment.
   * @param channels every channel that the service reads or writes.
   * @param settings further environment variables.
   */
  static async start<C extends ServiceConfig>(
    name: string,
    define: (env: NodeJS.ProcessEnv) => ServiceDefinition<C>,
    channels: readonly string[],
    settings: Record<string, string> = {},
  ): Promise<ServiceUnderTest> {
    const [{ brokers }, database] = await Promise.all([testKafka(), testDatabase({ service: name })]);
    const prefix = `test-${randomUUID()}.`;
    const topic = { partitions: 3, replicas: 1, minInSyncReplicas: 1, retentionMs: -1, cleanup: 'delete', maxMessageBytes: 1_000_000 } as const;
    await ensureTopics(brokers, [...channels, deadLetters].map((channel) => ({ ...topic, name: prefix + channel })));
    const issuer = await TokenIssuer.fromKeys([generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as never]);
    const keys = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks())));
    await new Promise<void>((listening) => keys.listen(0, '127.0.0.1', listening));
    const launch = async (): Promise<Instance> => {
      const [grpcPort] = await freePorts(1);
      const service = await startService(
        define({
          FTGO_HTTP_PORT: '0',
          FTGO_GRPC_PORT: String(grpcPort),
          FTGO_DATABASE_URL: database.url,
          FTGO_KAFKA_BROKERS: brokers.join(','),
          FTGO_CHANNEL_PREFIX: prefix,
          FTGO_JWKS_URL: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks.json`,
          FTGO_LOG_LEVEL: process.env['FTGO_LOG_LEVEL'] ?? 'silent',
          ...settings,
        }),
      );
      return { service, client: new Client(`127.0.0.1:${grpcPort}`, credentials.createInsecure()) };
    };
    const first = await launch();
    const logger = new Logger('test');
    const broker = new PrefixedBroker(
      new KafkaBroker({ brokers, clientId: 'test', logger, onCrash: (_, error) => logger.error(error) }),
      { system: prefix },
    );
    const under = new ServiceUnderTest(first, launch, broker, issuer, keys, database);
    await broker.tail('neighbours', [...channels, deadLetters], (record) => under.hear(receivedMessage(record))).hearing;
    return under;
  }

  /** A relay sends at least once: what it repeats after a pause of the machine says nothing about the service. */
  private hear(message: ReceivedMessage): void {
    if (message.source !== NEIGHBOUR && this.heard.some(({ id }) => id === message.id)) return;
    this.heard.push(message);
  }

  /** The log tells of a commit a moment before others see what it left. */
  private async seen({ id, source }: ReceivedMessage): Promise<void> {
    if (source === NEIGHBOUR) return;
    await eventually(async () => {
      if ((await this.database.query('select from outbox where id = $1', [id])).length === 0) throw new Error(`the commit of ${id} is not to be seen`);
    });
  }

  /** Where its gRPC is. */
  get grpcAddress(): string {
    return this.first.client.getChannel().getTarget().replace(/^dns:/, '');
  }

  /** Publishes as a neighbour does. The same id again is the same message again. */
  publish<T>(type: MessageType<T>, key: string, body: T, id: string = uuidv7(), format: MessageFormat = 'json'): Promise<string> {
    return this.#send(type, key, body, { id, format });
  }

  /** Commands as a saga does, to be answered on the channel. */
  command<T>(type: MessageType<T>, key: string, body: T, replyTo: string): Promise<string> {
    return this.#send(type, key, body, { id: uuidv7(), format: 'json', replyTo });
  }

  async #send<T>(type: MessageType<T>, key: string, body: T, { id, format, replyTo }: { id: string; format: MessageFormat; replyTo?: string }): Promise<string> {
    const { contentType, payload } = encodeBody(message(type, key, body), format);
    const headers = headersOf({
      id,
      type: type.name,
      source: NEIGHBOUR,
      subject: key,
      time: new Date().toISOString(),
      contentType,
      correlationId: uuidv7(),
      replyTo,
    });
    await this.broker.send([{ channel: type.channel, key, value: typeof payload === 'string' ? payload : Buffer.from(payload), headers }]);
    return id;
  }

  /** Sends any bytes to a channel, as a stranger may. */
  send(channel: string, key: string, value: string | Buffer, headers: Record<string, string> = {}): Promise<void> {
    return this.broker.send([{ channel, key, value, headers }]);
  }

  /** What the saga that sent the command is told, once it is and others see what was done: `DONE`, or the code of the refusal. */
  async replyTo(commandId: string): Promise<string> {
    const reply = await eventually(() => {
      const found = this.heard.find(({ causationId, type }) => causationId === commandId && [StepDone.name, StepRefused.name].includes(type));
      if (!found) throw new Error(`the command ${commandId} is not answered`);
      return found;
    });
    await this.seen(reply);
    return reply.type === StepDone.name ? 'DONE' : decodeBody(StepRefused, reply).code;
  }

  /** The body of the service's message of that type and key, once it is there and others see what was done. */
  async hears<T>(type: MessageType<T>, key: string): Promise<T> {
    const heard = await eventually(() => {
      const found = this.heard.find((message) => message.type === type.name && message.key === key);
      if (!found) throw new Error(`of ${key} there was only ${this.typesOf(key).join(', ') || 'silence'}`);
      return found;
    });
    await this.seen(heard);
    return decodeBody(type, heard);
  }

  /** Wire names of all messages with the key so far, those of neighbours too, in the order heard. */
  typesOf(key: string): string[] {
    return this.heard.filter((message) => message.key === key).map(({ type }) => type);
  }

  /** What the service itself has told of a key so far, in order; bodies as JSON. */
  toldOf(key: string): { type: string; body: unknown }[] {
    return this.heard
      .filter((message) => message.key === key && message.source !== NEIGHBOUR)
      .map(({ type, body }) => ({ type, body: JSON.parse(String(body)) as unknown }));
  }

  /** Starts one more instance on the same database and channels. @returns how to call it, and it alone */
  async another(): Promise<ServiceUnderTest['call']> {
    const instance = await this.launch();
    this.others.push(instance);
    return (method, request, caller) => this.ask(instance, method, request, caller);
  }

  /** Calls the service over gRPC, as the caller. Rejects with the ServiceError. */
  call<Q, A>(method: UnaryMethod<Q, A>, request: Q, caller?: Caller): Promise<A> {
    return this.ask(this.first, method, request, caller);
  }

  private async ask<Q, A>({ client }: Instance, method: UnaryMethod<Q, A>, request: Q, caller?: Caller): Promise<A> {
    const metadata = new Metadata();
    if (caller) metadata.set('authorization', `Bearer ${await this.tokenOf(caller)}`);
    return new Promise<A>((resolve, reject) =>
      client.makeUnaryRequest(method.path, method.requestSerialize, method.responseDeserialize, request, metadata, (error, answer) =>
        error ? reject(error) : resolve(answer!),
      ),
    );
  }

  /** GETs from the service's REST side, as the caller. */
  async get(path: string, caller?: Caller): Promise<{ status: number; body: any }> {
    const headers = caller ? { authorization: `Bearer ${await this.tokenOf(caller)}` } : undefined;
    const response = await fetch(`http://127.0.0.1:${this.first.service.httpPort}${path}`, { headers });
    return { status: response.status, body: await response.json() };
  }

  async tokenOf(caller: Caller): Promise<string> {
    return (await this.issuer.issue(caller)).accessToken;
  }

  /** Stops the service as SIGTERM does; its database and its neighbours stay. */
  shutDown(): Promise<void> {
    return this.first.service.stop();
  }

  async stop(): Promise<void> {
    for (const { client, service } of [this.first, ...this.others]) {
      client.close();
      await service.stop();
    }
    await this.broker.close();
    this.keys.close();
    await this.database.drop();
  }
}
