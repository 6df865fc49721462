// The message router as a process of its own.
import { ConfigError } from '@ftgo/service-runtime/process';
import { readRouterConfig } from './config.ts';
import { runRouter } from './run-router.ts';

try {
  const router = await runRouter(readRouterConfig(), (error) => {
    console.error(error);
    process.exit(1);
  });
  const stop = (): void => void router.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(error instanceof ConfigError ? `router: ${error.message}` : error);
  process.exit(1);
}
