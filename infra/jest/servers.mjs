// Jest's global set-up: the servers for tests, unless their addresses are given.
import { startTestServers } from '../test-servers.ts';

export default async () => {
  if (process.env.FTGO_TEST_POSTGRES_URL && process.env.FTGO_TEST_KAFKA_BROKERS) return;
  const servers = await startTestServers();
  process.env.FTGO_TEST_POSTGRES_URL ??= servers.postgresUrl;
  process.env.FTGO_TEST_KAFKA_BROKERS ??= servers.kafkaBrokers;
  servers.ready.catch((error) => process.stderr.write(`${error.message}\n`));
  globalThis.ftgoTestServers = servers;
};
