import { hostname } from 'node:os';
import { z } from 'zod';

const channelPrefix = z
  .string()
  .regex(/^[\w.-]*$/, 'may have letters, digits, dots, dashes and underscores')
  .default('');

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Settings that every process reads. */
export const processSettings = {
  /** Where REST and gRPC listen; loopback unless told otherwise. */
  FTGO_HOST: z.string().default('127.0.0.1'),
  FTGO_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Tells the instances of one service apart, in logs and in the group of each instance's live tail. */
  FTGO_INSTANCE_ID: z.string().min(1).default(`${hostname()}-${process.pid}`),
  /**
   * How long a process that is told to stop goes on taking requests, asking each client for another connection: none of them is then
   * without one, or has one closed while a request is on its way.
   */
  FTGO_LINGER_SECONDS: z.coerce.number().min(0).default(0),
  /** How long a stopping process may finish what it has begun. */
  FTGO_DRAIN_SECONDS: z.coerce.number().positive().default(10),
};

/** Settings of a service with a database and subscribers. Port 0 lets the system choose. */
export const serviceSettings = {
  ...processSettings,
  FTGO_HTTP_PORT: port(0),
  FTGO_GRPC_PORT: port(0),
  /** After so long a client of gRPC is asked to connect anew, which is when it finds instances that were added. */
  FTGO_GRPC_CONNECTION_AGE_SECONDS: z.coerce.number().int().min(1).default(300),
  FTGO_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL'),
  /** Connections for queries; the write path has two of its own. */
  FTGO_DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(6),
  FTGO_KAFKA_BROKERS: z
    .string()
    .regex(/^[^:,\s]+:\d+(,[^:,\s]+:\d+)*$/, 'must be host:port, several separated by commas')
    .transform((list) => list.split(',')),
  /** Stands before the names of channels and groups where several systems share a broker, such as tests. */
  FTGO_CHANNEL_PREFIX: channelPrefix,
  /** Stands before the names of channels that are heard, not of those that are sent to, where the message router is in between. */
  FTGO_HEARD_PREFIX: channelPrefix,
  /** What brings the outbox to the broker: PostgreSQL's log, or the table, looked at every `FTGO_OUTBOX_POLL_MS`. */
  FTGO_OUTBOX_RELAY: z.enum(['log-tailing', 'polling']).default('log-tailing'),
  FTGO_OUTBOX_POLL_MS: z.coerce.number().int().min(5).max(60_000).default(100),
  /** What has had its effect is known for so long: longer than any outage, replay or repeated request may reach back. */
  FTGO_INBOX_RETENTION_DAYS: z.coerce.number().positive().max(3_650).default(30),
  /** How the bodies of the service's messages are written. Every service reads both, by content type. */
  FTGO_MESSAGE_FORMAT: z.enum(['json', 'protobuf']).default('json'),
  /** Whose keys sign the access tokens. */
  FTGO_JWKS_URL: z.url(),
};

type Settings = Record<string, z.ZodType>;
export type ConfigOf<S extends Settings> = { readonly [K in keyof S]: z.infer<S[K]> };
export type ServiceConfig = ConfigOf<typeof serviceSettings>;
export type ProcessConfig = ConfigOf<typeof processSettings>;

/** The configuration is wrong; the message names each variable and what is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables, all of it at once.
 *
 * @throws ConfigError one sentence that names every variable at fault.
 */
export function readConfig<S extends Settings>(settings: S, env: NodeJS.ProcessEnv = process.env): ConfigOf<S> {
  const read = z.object(settings).safeParse(env);
  if (read.success) return read.data as ConfigOf<S>;
  const faults = read.error.issues.map(({ path: [name], message }) =>
    env[String(name)] === undefined ? `${String(name)} is not set` : `${String(name)}: ${message}`,
  );
  throw new ConfigError(`The configuration is not usable: ${faults.join('; ')}`);
}
