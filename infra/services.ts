import { existsSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { bundleFile } from './bundle-file.ts';
import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { cacheFolder, workspaceRoot } from './folders.ts';
import type { Ports } from './ports.ts';
import type { ServerSpec } from './server-process.ts';

export const serviceNames = [...databaseServices, 'api-gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Services whose program is there to be built. */
export const presentServices = (): ServiceName[] =>
  serviceNames.filter((name) => existsSync(join(workspaceRoot, 'services', name, 'src', 'main.ts')));

/** What the services are told of the world around them. */
export interface Surroundings {
  readonly ports: Ports;
  readonly databaseUrls: Readonly<Record<DatabaseService, string>>;
  readonly kafkaBrokers: string;
  readonly tokenKeyFile: string;
  readonly operator: { readonly email: string; readonly passwordHash: string };
  readonly logs: string;
}

const host = '127.0.0.1';

const environmentOf = (service: ServiceName, { ports, databaseUrls, kafkaBrokers, tokenKeyFile, operator }: Surroundings): Record<string, string> => {
  const everyone = {
    FTGO_HOST: host,
    FTGO_KAFKA_BROKERS: kafkaBrokers,
    FTGO_JWKS_URL: `http://${host}:${ports.gateway}/.well-known/jwks.json`,
    FTGO_INSTANCE_ID: `${service}-1`,
    FTGO_DRAIN_SECONDS: '5',
  };
  if (service === 'api-gateway') {
    return {
      ...everyone,
      FTGO_GATEWAY_PORT: `${ports.gateway}`,
      FTGO_ORDER_GRPC: `${host}:${ports.order.grpc}`,
      FTGO_CONSUMER_GRPC: `${host}:${ports.consumer.grpc}`,
      FTGO_RESTAURANT_GRPC: `${host}:${ports.restaurant.grpc}`,
      FTGO_DELIVERY_GRPC: `${host}:${ports.delivery.grpc}`,
      FTGO_TOKEN_KEY_FILE: tokenKeyFile,
      FTGO_OPERATOR_EMAIL: operator.email,
      FTGO_OPERATOR_PASSWORD_HASH: operator.passwordHash,
    };
  }
  return {
    ...everyone,
    FTGO_HTTP_PORT: `${ports[service].http}`,
    FTGO_GRPC_PORT: `${ports[service].grpc}`,
    FTGO_DATABASE_URL: databaseUrls[service],
  };
};

/** What the shell told npm is none of a service's business. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|FTGO_(POSTGRES_URL|PORT_OFFSET|TEST_))/.test(name)));

export const httpPort = (service: ServiceName, ports: Ports): number => (service === 'api-gateway' ? ports.gateway : ports[service].http);

/** By the plain client of Node: `fetch` takes a tenth of a second to load, and is asked here many times in vain. */
const isReady = (url: string): Promise<void> =>
  new Promise((done, fail) => {
    const request = get(url, { timeout: 2_000, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => (response.statusCode === 200 ? done() : fail(new Error(`${url} answers ${response.statusCode}: ${text.slice(0, 500)}`))));
    });
    request.once('timeout', () => request.destroy(new Error(`${url} does not answer`)));
    request.once('error', fail);
  });

export const serviceSpec = (service: ServiceName, surroundings: Surroundings, bundle = bundleFile(service)): ServerSpec => ({
  name: service,
  command: process.execPath,
  // kafkajs hands setTimeout the past now and then, and Node warns of it: harmless.
  args: ['--disable-warning=TimeoutNegativeWarning', bundle],
  cwd: workspaceRoot,
  env: {
    ...inherited(),
    NODE_ENV: 'production',
    // glibc keeps Argon2's 19 MiB blocks per thread for ever unless blocks of that size are mapped and unmapped.
    MALLOC_MMAP_THRESHOLD_: '1048576',
    NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    ...environmentOf(service, surroundings),
  },
  logFile: join(surroundings.logs, `${service}.log`),
  ready: () => isReady(`http://${host}:${httpPort(service, surroundings.ports)}/readyz`),
  readyWithin: 60_000,
  stopSignal: 'SIGTERM',
  stopWithin: 12_000,
});
