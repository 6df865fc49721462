import { ConfigError } from '@ftgo/service-runtime/process';
import { readGatewayConfig } from './config.ts';
import { startGateway } from './gateway.ts';

try {
  const config = readGatewayConfig();
  const gateway = await startGateway(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), (config.FTGO_LINGER_SECONDS + 2 * config.FTGO_DRAIN_SECONDS) * 1_000).unref();
      void gateway.stop().then(() => process.exit());
    });
  }
} catch (error) {
  console.error(error instanceof ConfigError ? `api-gateway: ${error.message}` : error);
  process.exit(1);
}
