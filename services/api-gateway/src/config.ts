import { isPasswordHash } from '@ftgo/sign-in';
import { type ConfigOf, processSettings, readConfig } from '@ftgo/service-runtime/process';
import { z } from 'zod';

/** Of a service. Several are those of its instances, which no name stands for. */
const address = z
  .string()
  .regex(/^([^:,\s]+:\d{1,5}|(\d{1,3}\.){3}\d{1,3}:\d{1,5}(,(\d{1,3}\.){3}\d{1,3}:\d{1,5})+)$/, 'must be host:port, or several IPv4 addresses such as 10.0.0.1:9081,10.0.0.2:9081');
const perMinute = (most: number) => z.coerce.number().int().min(1).default(most);

const settings = {
  ...processSettings,
  FTGO_GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  FTGO_ORDER_GRPC: address,
  FTGO_CONSUMER_GRPC: address,
  FTGO_RESTAURANT_GRPC: address,
  FTGO_DELIVERY_GRPC: address,
  /** How long a remote call may take, unless the route says otherwise. */
  FTGO_REMOTE_DEADLINE_MS: z.coerce.number().int().min(1).default(1_000),
  /** JSON: a private Ed25519 JWK, or a set of them of which the first signs. */
  FTGO_TOKEN_KEY_FILE: z.string().min(1),
  FTGO_OPERATOR_EMAIL: z.string().min(3),
  FTGO_OPERATOR_PASSWORD_HASH: z.string().refine(isPasswordHash, 'must be an Argon2id hash in PHC form'),
  /** Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas. None by default. */
  FTGO_TRUSTED_PROXIES: z.string().optional(),
  /** Sign-ins and sign-ups of one client address. */
  FTGO_SIGN_INS_PER_ADDRESS: perMinute(600),
  /** Sign-ins with one e-mail from one client address. */
  FTGO_SIGN_INS_PER_EMAIL: perMinute(30),
  /** How often a quiet event stream says that it is alive. */
  FTGO_HEARTBEAT_SECONDS: z.coerce.number().positive().default(15),
};

export type GatewayConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readGatewayConfig = (env = process.env): GatewayConfig => readConfig(settings, env);
