import { randomUUID } from 'node:crypto';
import { type Envelope, type MessageCodec, type MessageType, type ReceivedMessage, headersOf, messageTypes } from '@ftgo/envelope';
import { PassingFault } from '@ftgo/write-path';
import { testKafka, uniqueName, uniqueTopic } from '@ftgo/testing';
import { type INestMicroservice, Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { KafkaBroker } from '../kafka/kafka-broker.ts';
import type { FaultReport } from './faults.ts';
import { KafkaSubscribers, type KafkaSubscribersOptions } from './kafka-subscribers.ts';

export interface Ping {
  n: number;
}

const codecOf = (name: string): MessageCodec<Ping> => ({
  $type: `ftgo.test.v1.${name}`,
  encode: ({ n }) => ({ finish: () => Uint8Array.of(n) }),
  decode: (bytes) => ({ n: bytes[0]! }),
  fromJSON: (json) => ({ n: Number((json as Ping).n) }),
  toJSON: (body) => body,
});

/** Two message types on a topic that no other test has. */
export async function pingAndPong(partitions = 3) {
  return messageTypes(await uniqueTopic('messaging', { partitions }), { Ping: codecOf('Ping'), Pong: codecOf('Pong') });
}

export type Types = Awaited<ReturnType<typeof pingAndPong>>;

/** Remembers what was parked; in the place of a database, which these tests can do without. */
export class ParkingLot {
  readonly parked: { subscriber: string; message: ReceivedMessage; report: FaultReport }[] = [];
  /** Thrown instead of parking, once for each call. */
  readonly faults: Error[] = [];
  isAway = false;

  update(): Promise<never> {
    return this.isAway ? Promise.reject(new PassingFault('The database is away')) : Promise.resolve(undefined as never);
  }

  async park(subscriber: string, message: ReceivedMessage, report: FaultReport): Promise<void> {
    const fault = this.faults.shift();
    if (fault) throw fault;
    this.parked.push({ subscriber, message, report });
  }
}

export interface TestService {
  readonly app: INestMicroservice;
  readonly broker: KafkaBroker;
  readonly subscribers: KafkaSubscribers;
  readonly lot: ParkingLot;
  readonly groupOf: (subscriber: string) => string;
  send<T>(type: MessageType<T>, key: string, body: T, envelope?: Partial<Envelope>): Promise<void>;
  sendRaw(type: MessageType<unknown>, key: string, body: string, envelope?: Partial<Envelope>): Promise<void>;
  close(): Promise<void>;
}

/** Boots a Nest microservice of the given controllers on the real broker. */
export async function testService(
  controllers: Type[],
  { name = uniqueName('service'), ...options }: Partial<KafkaSubscribersOptions> & { name?: string } = {},
): Promise<TestService> {
  const { brokers } = await testKafka();
  // No pause of the machine shall count as an instance's death.
  const times = { sessionTimeout: 10_000 };
  const broker = new KafkaBroker({ brokers, clientId: name, logger: new Logger(), onCrash: (_, error) => console.error(error), times });
  const lot = new ParkingLot();
  class TestModule {}
  Reflect.defineMetadata('controllers', controllers, TestModule);
  const subscribers = new KafkaSubscribers({ service: name, broker, writePath: () => lot, ...options });
  const app = await NestFactory.createMicroservice(TestModule, {
    strategy: subscribers,
    logger: process.env['FTGO_TEST_LOG'] ? undefined : false,
    abortOnError: false,
  });
  await app.listen();
  const sendRaw: TestService['sendRaw'] = (type, key, value, envelope = {}) =>
    broker.send([{ channel: type.channel, key, value, headers: headersOf({ ...anEnvelope(type.name, key), ...envelope }) }]);
  return {
    app,
    broker,
    subscribers,
    lot,
    groupOf: (subscriber) => `ftgo.${name}.${subscriber}`,
    sendRaw,
    send: (type, key, body, envelope) => sendRaw(type, key, JSON.stringify(type.codec.toJSON(body)), envelope),
    close: async () => {
      await app.close();
      await broker.close();
    },
  };
}

function anEnvelope(type: string, subject: string): Envelope {
  const id = randomUUID();
  return { id, type, source: 'ftgo.test', subject, time: new Date().toISOString(), contentType: 'application/json', correlationId: id };
}
