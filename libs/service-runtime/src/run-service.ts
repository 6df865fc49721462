import { KafkaSubscribers } from '@ftgo/messaging';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { ConfigError, type ServiceConfig } from './config.ts';
import { GrpcServer, type GrpcServices } from './grpc-server.ts';
import { grpcHealth } from './grpc-health.ts';
import { Readiness } from './health.ts';
import { JsonLogger } from './logging.ts';
import { grpcOperations } from './operations/operations.controller.ts';
import { RuntimeModule } from './runtime.module.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const SWEEP_EVERY_MS = 50;
const LOOK_EVERY_MS = 1_000;

export interface ServiceDefinition<C extends ServiceConfig> {
  /** Such as `order`. */
  readonly name: string;
  readonly readConfig: () => C;
  readonly module: (config: C) => DynamicModule;
  /** gRPC services by full name; health and operations are added. */
  readonly grpc: GrpcServices;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly httpPort: number;
  /** Lingers, stops taking requests, finishes what has begun, closes; bounded by the drain time. */
  stop(): Promise<void>;
}

/**
 * Runs a service as this process: reads its configuration, serves REST, gRPC and its subscriptions, and stops cleanly
 * on SIGTERM and SIGINT. A wrong configuration is one line on standard error and exit code 1.
 */
export async function runService<C extends ServiceConfig>(definition: ServiceDefinition<C>): Promise<void> {
  const running = await startService(definition).catch((error: unknown) => {
    console.error(error instanceof ConfigError ? `${definition.name}: ${error.message}` : error);
    process.exit(1);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.stop().then(() => process.exit()));
  }
}

/** Starts a service in this process, as {@link runService} does; for component tests also. */
export async function startService<C extends ServiceConfig>({ name, readConfig, module, grpc }: ServiceDefinition<C>): Promise<RunningService> {
  const config = readConfig();
  const { FTGO_HOST: host, FTGO_HTTP_PORT: httpPort, FTGO_GRPC_PORT: grpcPort } = config;
  const lingerMs = config.FTGO_LINGER_SECONDS * 1000;
  const drainMs = config.FTGO_DRAIN_SECONDS * 1000;
  const connectionAgeMs = config.FTGO_GRPC_CONNECTION_AGE_SECONDS * 1000;
  const services = { ...grpc, ...grpcOperations, ...grpcHealth };

  const app = await NestFactory.create<NestFastifyApplication>(
    RuntimeModule.around(module(config), config, Object.keys(services)),
    new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES }),
    { logger: new JsonLogger(name, config.FTGO_INSTANCE_ID, config.FTGO_LOG_LEVEL), abortOnError: false },
  );
  const inherit = { inheritAppConfig: true };
  const grpcServer = new GrpcServer(host, grpcPort, services, { drainMs, connectionAgeMs });
  app.connectMicroservice({ strategy: grpcServer }, inherit);
  app.connectMicroservice({ strategy: app.get(KafkaSubscribers) }, inherit);
  await app.startAllMicroservices();
  await app.listen(httpPort, host);
  app.get(Readiness).markStarted();
  const looking = grpcPort > 0 ? keepNoCallersWhileUnready(app.get(Readiness), grpcServer) : undefined;

  let stopping: Promise<void> | undefined;
  return {
    app,
    httpPort: (app.getHttpServer().address() as AddressInfo).port,
    stop: () => (stopping ??= linger(app, lingerMs).then(() => {
      clearInterval(looking);
      return drain(app, drainMs);
    })),
  };
}

/** A platform that strikes an instance out leads no new connection to it, and leaves those that there are. */
function keepNoCallersWhileUnready(readiness: Readiness, server: GrpcServer): NodeJS.Timeout {
  const look = async (): Promise<void> => {
    if (!(await readiness.isReady())) server.sendAway();
  };
  return setInterval(() => void look(), LOOK_EVERY_MS);
}

/** Not ready, and at work: callers are sent away, and come back where they find nobody else yet. */
async function linger(app: NestFastifyApplication, lingerMs: number): Promise<void> {
  app.get(Readiness).markDraining();
  await after(lingerMs);
}

async function drain(app: NestFastifyApplication, drainMs: number): Promise<void> {
  // A connection whose last answer went out while we were closing is kept alive by its client, and would be waited for.
  const server: Server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  const giveUp = setTimeout(() => process.exit(1), drainMs * 2);
  await app.close().finally(() => {
    clearInterval(sweep);
    clearTimeout(giveUp);
  });
}
