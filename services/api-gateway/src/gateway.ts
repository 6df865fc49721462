import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import helmet from '@fastify/helmet';
import { JsonLogger, PROBLEM_JSON, Readiness, problem } from '@ftgo/service-runtime/process';
import { TokenIssuer } from '@ftgo/sign-in';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { ApiGatewayModule } from './api-gateway.module.ts';
import type { GatewayConfig } from './config.ts';
import { takeOnlyJson } from './http/json-body.ts';
import { RouteTable } from './http/route-table.ts';
import { SignInLimits } from './sessions/sign-in-limits.ts';
import { serveDocumentation } from './system/documentation.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
/** For a request to arrive as a whole; slow ones are not waited for. */
const REQUEST_TIMEOUT_MS = 10_000;
const SWEEP_EVERY_MS = 50;

export interface RunningGateway {
  readonly app: NestFastifyApplication;
  readonly port: number;
  /** Method and path of everything that is served. */
  readonly routes: readonly string[];
  /** Stops taking requests, ends streams, finishes what has begun. */
  stop(): Promise<void>;
}

/** Starts the gateway in this process. */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // HEAD would open a stream that nobody reads.
    exposeHeadRoutes: false,
    // A request that was on its way when we began to close is answered as any other.
    return503OnClosing: false,
    trustProxy: config.FTGO_TRUSTED_PROXIES ?? false,
    // The request's id is the correlation id of everything that follows from it.
    requestIdHeader: false,
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.status(400).type(PROBLEM_JSON).send(problem(400, 'URL_NOT_VALID', 'The URL is not valid'));
    },
    genReqId: ({ headers }: IncomingMessage) => correlationIdOf(headers['x-correlation-id']) ?? randomUUID(),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const routes = RouteTable.of(fastify);
  const limits = new SignInLimits(fastify, { perAddress: config.FTGO_SIGN_INS_PER_ADDRESS, perEmail: config.FTGO_SIGN_INS_PER_EMAIL });
  const issuer = await TokenIssuer.fromFile(config.FTGO_TOKEN_KEY_FILE);
  takeOnlyJson(fastify);
  answerWithHeaders(fastify);
  const connections = askedToLeave(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(ApiGatewayModule.with(config, { routes, limits, issuer }), adapter, {
    logger: new JsonLogger('api-gateway', config.FTGO_INSTANCE_ID, config.FTGO_LOG_LEVEL),
    bodyParser: false,
    abortOnError: false,
  });
  serveDocumentation(app);
  await app.listen(config.FTGO_GATEWAY_PORT, config.FTGO_HOST);
  app.get(Readiness).markStarted();

  return {
    app,
    port: (app.getHttpServer().address() as AddressInfo).port,
    routes: routes.all(),
    stop: () => drain(app, connections, config.FTGO_LINGER_SECONDS * 1_000),
  };
}

async function drain(app: NestFastifyApplication, connections: { leave: boolean }, lingerMs: number): Promise<void> {
  app.get(Readiness).markDraining();
  connections.leave = true;
  await after(lingerMs);
  // A connection whose last answer went out while we were closing is kept alive by its client, and would be waited for.
  const server: Server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  await app.close().finally(() => clearInterval(sweep));
}

/** From when on each answer says that it is the last on its connection, so that none is closed while a request is on its way. */
function askedToLeave(fastify: FastifyInstance): { leave: boolean } {
  const connections = { leave: false };
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (connections.leave) void reply.header('connection', 'close');
    done();
  });
  return connections;
}

const correlationIdOf = (header: unknown): string | undefined => (typeof header === 'string' && isUuid(header) ? header.toLowerCase() : undefined);

// The documentation's page styles itself in line; nothing else is ever shown in a browser from here.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

function answerWithHeaders(fastify: FastifyInstance): void {
  // helmet would put the policy together anew for each answer.
  void fastify.register(helmet, { contentSecurityPolicy: false, frameguard: { action: 'deny' } });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-correlation-id', request.id)
      .header('cache-control', 'no-store');
    done();
  });
}
