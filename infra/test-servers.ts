import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '@ftgo/testing';
import { prepareKafka } from './kafka.ts';
import { endProcess, isAlive, processIdentity } from './process-identity.ts';
import type { RecordedProcess } from './process-identity.ts';
import { postgresUrl, preparePostgres } from './postgres.ts';
import type { PostgresOptions } from './postgres.ts';
import { ServerProcess } from './server-process.ts';
import type { ServerSpec } from './server-process.ts';
import { makeTestFolder, removeTestFolder, testFolders } from './test-folder.ts';

export interface TestServers {
  readonly postgresUrl: string;
  readonly kafkaBrokers: string;
  /** For logs and the like; goes with the servers. */
  readonly folder: string;
  /** Those that run: `postgres` and `kafka`. */
  readonly processes: readonly RecordedProcess[];
  /** Resolves when both answer, or rejects with what went wrong. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

const stateFiles = ['servers.json', 'stack.json'];

interface Servers {
  readonly supervisor: RecordedProcess;
  readonly processes: readonly RecordedProcess[];
}

/** Ends the servers of test runs that were killed, and throws their data away. */
export const endAbandonedServers = async (): Promise<void> => {
  for (const name of readdirSync(testFolders.within).filter((entry) => entry.startsWith(testFolders.prefix))) {
    const folder = join(testFolders.within, name);
    const file = stateFiles.map((state) => join(folder, state)).find(existsSync);
    if (!file) continue;
    try {
      const { supervisor, processes } = JSON.parse(readFileSync(file, 'utf8')) as Servers;
      if (isAlive(supervisor)) continue;
      await Promise.all(processes.map((process) => endProcess(process, { within: 3_000 })));
      removeTestFolder(folder);
    } catch {
      // Another user's, or being written right now: not ours to end.
    }
  }
};

/**
 * A PostgreSQL and a Kafka of one test run's own, on free ports and with data that is thrown away. The addresses are known at
 * once, the servers come up behind them: unit tests need not wait.
 */
export const startTestServers = async (postgresSettings: PostgresOptions['settings'] = {}): Promise<TestServers> => {
  const folder = makeTestFolder();
  const [postgresPort = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
  const postgres = {
    folder: join(folder, 'postgres'),
    port: postgresPort,
    password: 'test',
    logFile: join(folder, 'postgres.log'),
    settings: postgresSettings,
  };
  const kafka = { folder: join(folder, 'kafka'), ports: [{ broker: kafkaPort, controller: controllerPort }], logFile: join(folder, 'kafka.log') };
  const running: ServerProcess[] = [];
  const bringUp = async (prepare: Promise<ServerSpec>): Promise<void> => {
    const server = new ServerProcess(await prepare);
    running.push(server);
    const supervisor = { name: 'test run', pid: process.pid, identity: processIdentity(process.pid) ?? '' };
    writeFileSync(join(folder, 'servers.json'), JSON.stringify({ supervisor, processes: running.map(({ recorded }) => recorded) }));
    await server.ready();
  };
  const ready = Promise.all([bringUp(preparePostgres(postgres)), bringUp(prepareKafka(kafka))]).then(() => undefined);
  ready.catch(() => undefined);
  return {
    postgresUrl: postgresUrl(postgres),
    kafkaBrokers: `127.0.0.1:${kafkaPort}`,
    folder,
    get processes() {
      return running.map(({ recorded }) => recorded);
    },
    ready,
    stop: async () => {
      await ready.catch(() => undefined);
      await Promise.all(running.map((server) => server.stop()));
      removeTestFolder(folder);
    },
  };
};
