const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

/** The peer's configuration; read where it is needed, as small NestJS services do. */
export const environment = {
  databaseUrl: () => required('PEER_DATABASE_URL'),
  databasePool: () => Number(process.env['PEER_DATABASE_POOL'] ?? 10),
  kafkaBrokers: () => required('PEER_KAFKA_BROKERS').split(','),
  channelPrefix: () => process.env['PEER_CHANNEL_PREFIX'] ?? 'peer.',
  grpcUrl: () => required('PEER_ORDER_GRPC'),
  httpPort: () => Number(required('PEER_HTTP_PORT')),
  jwksUrl: () => required('PEER_JWKS_URL'),
};
