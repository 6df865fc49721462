import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTopics } from '@ftgo/messaging/topics';
import { bundleFile } from '../bundle-file.ts';
import { databaseServices } from '../databases.ts';
import { cacheFolder, workspaceRoot } from '../folders.ts';
import type { ServerSpec } from '../server-process.ts';
import { host, inherited, isReady } from '../services.ts';

interface RouterOptions {
  readonly port: number;
  readonly kafkaBrokers: string;
  readonly logs: string;
}

/** Every channel but the dead letters', which nobody in the system hears. */
const channels = (): string[] =>
  readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8'))
    .map(({ name }) => name)
    .filter((name) => name !== 'ftgo.dead-letters');

export const routerUrl = (port: number): string => `http://${host}:${port}`;

/** How to run the message router between all services of the local stack. */
export const routerSpec = ({ port, kafkaBrokers, logs }: RouterOptions): ServerSpec => ({
  name: 'router',
  command: process.execPath,
  args: ['--disable-warning=TimeoutNegativeWarning', bundleFile('router')],
  cwd: workspaceRoot,
  env: {
    ...inherited(),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    FTGO_HOST: host,
    FTGO_INSTANCE_ID: 'router-1',
    FTGO_KAFKA_BROKERS: kafkaBrokers,
    FTGO_ROUTER_LISTENERS: databaseServices.join(),
    FTGO_ROUTER_CHANNELS: channels().join(),
    FTGO_ROUTER_PORT: `${port}`,
  },
  logFile: join(logs, 'router.log'),
  ready: () => isReady(`${routerUrl(port)}/readyz`),
  readyWithin: 60_000,
  stopSignal: 'SIGTERM',
  stopWithin: 12_000,
});
