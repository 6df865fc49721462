import { existsSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { bundleFile } from './bundle-file.ts';
import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { cacheFolder, workspaceRoot } from './folders.ts';
import { servicePorts } from './ports.ts';
import type { Ports } from './ports.ts';
import { heardPrefix } from './router/routed-topics.ts';
import type { ServerSpec } from './server-process.ts';
import { MOST_INSTANCES, numbered } from './stack-size.ts';
import { settingsOf } from './service-settings.ts';

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
  /** The message router stands between the services. */
  readonly router: boolean;
  /** Where mail is sent to; nobody is sent any without it. */
  readonly smtpUrl?: string;
  readonly tokenKeyFile: string;
  readonly operator: { readonly email: string; readonly passwordHash: string };
  readonly logs: string;
}

export const host = '127.0.0.1';

/** A process of a service. */
export interface Instance {
  readonly service: ServiceName;
  /** From 1. */
  readonly number: number;
  /** Its process's: the service's, with the number where there are several. */
  readonly name: string;
  readonly http: number;
  /** None of the gateway's. */
  readonly grpc?: number;
}

/** What an instance is called in logs and at the broker, however many there are. */
export const instanceId = ({ service, number }: Instance): string => `${service}-${number}`;

const environmentOf = (instance: Instance, { ports, databaseUrls, kafkaBrokers, router, smtpUrl, tokenKeyFile, operator }: Surroundings): Record<string, string> => {
  const { service, http, grpc } = instance;
  // Every place that an instance may take while we run: whoever is not there is left out.
  const grpcAddresses = (of: DatabaseService): string => numbered(MOST_INSTANCES).map((place) => `${host}:${servicePorts(ports.offset, of, place).grpc}`).join(',');
  const everyone = {
    FTGO_HOST: host,
    FTGO_KAFKA_BROKERS: kafkaBrokers,
    FTGO_JWKS_URL: `http://${host}:${ports.gateway}/.well-known/jwks.json`,
    FTGO_INSTANCE_ID: instanceId(instance),
    FTGO_DRAIN_SECONDS: '5',
  };
  if (service === 'api-gateway') {
    return {
      ...everyone,
      FTGO_GATEWAY_PORT: `${http}`,
      FTGO_ORDER_GRPC: grpcAddresses('order'),
      FTGO_CONSUMER_GRPC: grpcAddresses('consumer'),
      FTGO_RESTAURANT_GRPC: grpcAddresses('restaurant'),
      FTGO_DELIVERY_GRPC: grpcAddresses('delivery'),
      FTGO_TOKEN_KEY_FILE: tokenKeyFile,
      FTGO_OPERATOR_EMAIL: operator.email,
      FTGO_OPERATOR_PASSWORD_HASH: operator.passwordHash,
    };
  }
  return {
    ...everyone,
    FTGO_HTTP_PORT: `${http}`,
    FTGO_GRPC_PORT: `${grpc}`,
    FTGO_DATABASE_URL: databaseUrls[service],
    ...(router && { FTGO_HEARD_PREFIX: heardPrefix(service) }),
    ...(service === 'consumer' && smtpUrl && { FTGO_SMTP_URL: smtpUrl }),
  };
};

/** What the shell told npm is none of a service's business. */
export const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|FTGO_(POSTGRES_URL|PORT_OFFSET|TEST_))/.test(name)));

/** By the plain client of Node: `fetch` takes a tenth of a second to load, and is asked here many times in vain. */
export const isReady = (url: string): Promise<void> =>
  new Promise((done, fail) => {
    const request = get(url, { timeout: 2_000, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => (response.statusCode === 200 ? done() : fail(new Error(`${url} answers ${response.statusCode}: ${text.slice(0, 500)}`))));
    });
    request.once('timeout', () => request.destroy(new Error(`${url} does not answer`)));
    request.once('error', fail);
  });

export const serviceSpec = (instance: Instance, surroundings: Surroundings): ServerSpec => ({
  name: instance.name,
  part: instance.service,
  command: process.execPath,
  // kafkajs hands setTimeout the past now and then, and Node warns of it: harmless.
  args: ['--disable-warning=TimeoutNegativeWarning', bundleFile(instance.service)],
  cwd: workspaceRoot,
  env: {
    ...inherited(),
    ...settingsOf(instance.service),
    NODE_ENV: 'production',
    // glibc keeps Argon2's 19 MiB blocks per thread for ever unless blocks of that size are mapped and unmapped.
    MALLOC_MMAP_THRESHOLD_: '1048576',
    NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    ...environmentOf(instance, surroundings),
  },
  logFile: join(surroundings.logs, `${instance.name}.log`),
  ready: () => isReady(`http://${host}:${instance.http}/readyz`),
  readyWithin: 60_000,
  stopSignal: 'SIGTERM',
  stopWithin: 12_000,
});
