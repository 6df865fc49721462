import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { LoggerService } from '@nestjs/common';
import { type ISocketFactory, Kafka, logLevel } from 'kafkajs';
import { quietKafkajsTimer } from './kafkajs-timer.ts';
import { encodeProduceRequestsOnce } from './produce-encoding.ts';

quietKafkajsTimer();
encodeProduceRequestsOnce();

export interface KafkaConnection {
  readonly brokers: readonly string[];
  /** Shown in the broker's logs and quotas, such as `order-1`. */
  readonly clientId: string;
  readonly ssl?: ConnectionOptions;
  readonly logger: LoggerService;
  /** Replaces how sockets are opened; for tests of what a bad network does. */
  readonly sockets?: ISocketFactory;
}

/** For whoever waits for an answer: about three seconds. */
export const impatient = { initialRetryTime: 100, multiplier: 2, factor: 0.2, maxRetryTime: 2_000, retries: 5 };

/**
 * For consumers: about half a minute. Within it kafkajs keeps its membership of the group over a restart of the broker;
 * beyond it it joins as somebody new, and the broker first waits for the session of the old member to run out.
 */
export const patient = { initialRetryTime: 100, multiplier: 2, factor: 0.2, maxRetryTime: 1_000, retries: 30 };

/** A kafkajs client without Nagle's delay and with our logger. */
export function kafkaClient(connection: KafkaConnection, retry: typeof patient): Kafka {
  return new Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    ssl: connection.ssl,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry,
    socketFactory: connection.sockets ?? withoutDelay,
    logLevel: logLevel.WARN,
    // kafkajs logs as errors what it goes on to retry; what does not pass reaches our callers as an exception.
    logCreator: () => (entry) => connection.logger.debug?.({ msg: `kafkajs: ${entry.log.message}`, detail: entry.log['error'] }, 'Kafka'),
  });
}

/** Nagle's algorithm holds an acknowledged send back by about a millisecond. */
export const withoutDelay: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl ? connectTls({ host, port, servername: host, ...ssl }, onConnect) : connectTcp({ host, port }, onConnect);
  socket.setKeepAlive(true, 60_000);
  socket.setNoDelay(true);
  return socket;
};
