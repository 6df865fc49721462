import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { KafkaBroker, PrefixedBroker } from '@ftgo/messaging';
import { JsonLogger } from '@ftgo/service-runtime/process';
import { commands } from './commands.ts';
import type { readRouterConfig } from './config.ts';
import { serveCommands } from './http-server.ts';
import { MessageRouter } from './message-router.ts';
import { ensureRoutedTopics } from './routed-topics.ts';

const LONGEST_PAUSE_MS = 5_000;

export interface RunningRouter {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Runs a router as its configuration says. Resolves when it forwards.
 *
 * @param onCrash a consumer died of something that trying again does not mend.
 */
export async function runRouter(config: ReturnType<typeof readRouterConfig>, onCrash: (error: Error) => void): Promise<RunningRouter> {
  const { FTGO_KAFKA_BROKERS: brokers, FTGO_CHANNEL_PREFIX: system, FTGO_ROUTER_LISTENERS: listeners, FTGO_ROUTER_CHANNELS: channels } = config;
  const logger = new JsonLogger('router', config.FTGO_INSTANCE_ID, config.FTGO_LOG_LEVEL);
  for (let pause = 100; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await ensureRoutedTopics({ brokers, system, listeners, channels });
      break;
    } catch (error) {
      logger.warn({ msg: `The routed channels cannot be made yet: ${(error as Error).message}` });
      await after(pause);
    }
  }
  const kafka = new KafkaBroker({ brokers, clientId: config.FTGO_INSTANCE_ID, logger, onCrash: (_, error) => onCrash(error) });
  const router = new MessageRouter({ broker: new PrefixedBroker(kafka, { system }), listeners, channels, logger });
  let isReady = false;
  void router.ready.then(() => (isReady = true));
  const server = serveCommands(commands(router, () => isReady), logger);
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(config.FTGO_ROUTER_PORT, config.FTGO_HOST, listening));
  await router.ready;
  logger.log({ msg: 'forwarding', listeners, channels });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await router.stop();
      await kafka.close();
    },
  };
}
