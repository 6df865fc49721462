import { renameSync, existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { endLeftovers, requireFree } from './before-start.ts';
import { buildServices } from './build-services.ts';
import { databaseServices, migrateAll, prepareDatabases } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { serveWishes } from './control.ts';
import type { Wish } from './control.ts';
import { dataFolder, writableFolder } from './folders.ts';
import { kafkaAnswers, keepKafkaClasses, prepareKafka } from './kafka.ts';
import { hashedOperator } from './operator.ts';
import { portsAt } from './ports.ts';
import { postgresUrl as urlOfOurs, preparePostgres } from './postgres.ts';
import { Problem } from './problem.ts';
import { processIdentity } from './process-identity.ts';
import { secretsIn, tokenKeyIn } from './secrets.ts';
import { presentServices, serviceSpec } from './services.ts';
import type { ServiceName, Surroundings } from './services.ts';
import { forgetStack, writeStack } from './stack-state.ts';
import type { StackState } from './stack-state.ts';
import { Supervisor } from './supervisor.ts';
import { prepareTopics } from './topics.ts';

export interface StackOptions {
  /** Where data, logs and secrets lie. */
  readonly folder?: string;
  readonly portOffset?: number;
  readonly gatewayPort?: number;
  /** A superuser's URL of a PostgreSQL to use instead of our own. */
  readonly postgresUrl?: string;
  /** Brokers to use instead of our own, `host:port,host:port`. */
  readonly kafkaBrokers?: string;
  /** Build before starting (the default); off when the caller has built. */
  readonly build?: boolean;
  /** Which services; all that there are unless told. */
  readonly services?: readonly ServiceName[];
  /** Makes later starts of Kafka faster at the price of a slower end of the first. */
  readonly keepsKafkaClasses?: boolean;
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
}

export interface Stack {
  readonly state: StackState;
  /** Starts a service again with the program that is built now. */
  restart(service: ServiceName): Promise<void>;
  /** Ends everything: the gateway, the services, then Kafka and PostgreSQL. */
  stop(): Promise<void>;
}

/** Each start has a log of its own; the one before is kept. */
const turnLog = (file: string): void => {
  if (existsSync(file)) renameSync(file, `${file}.1`);
};

/**
 * Brings up the whole system: PostgreSQL, Kafka, topics, databases, migrations and the services, each in a process that is
 * started again when it falls.
 *
 * @throws Problem with the remedy; nothing is left running then
 */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const progress = options.progress ?? (() => undefined);
  const folder = writableFolder(options.folder ?? dataFolder());
  const ports = portsAt(options.portOffset ?? 0, options.gatewayPort);
  const logs = writableFolder(join(folder, 'logs'));
  const services = options.services ?? presentServices();

  await endLeftovers(folder, progress);
  await requireFree(ports, [
    ...(options.postgresUrl ? ['postgres'] : []),
    ...(options.kafkaBrokers ? ['kafka', 'kafkaController'] : []),
  ]);

  const secrets = secretsIn(folder, databaseServices);
  const superuserUrl = options.postgresUrl ?? urlOfOurs({ port: ports.postgres, password: secrets.postgres });
  const kafkaBrokers = options.kafkaBrokers ?? `127.0.0.1:${ports.kafka}`;
  const perService = <T>(value: (service: DatabaseService) => T) =>
    Object.fromEntries(databaseServices.map((service) => [service, value(service)])) as Record<DatabaseService, T>;
  let state: StackState = {
    dataFolder: folder,
    supervisor: { name: 'supervisor', pid: process.pid, identity: processIdentity(process.pid) ?? '' },
    processes: [],
    ports,
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    serviceUrls: perService((service) => `http://127.0.0.1:${ports[service].http}`),
    grpcAddresses: perService((service) => `127.0.0.1:${ports[service].grpc}`),
    kafkaBrokers: kafkaBrokers.split(','),
    postgresUrl: superuserUrl,
    databaseUrls: perService(() => ''),
    logs,
  };
  const supervisor = new Supervisor((line) => {
    state = { ...state, processes: supervisor.processes };
    writeStack(state);
    if (line) progress(line);
  });

  const fulfil = async ({ action, names }: Wish): Promise<string> => {
    const wanted = names.length > 0 ? names : supervisor.down;
    if (action === 'down') {
      if (names.length === 0) throw new Problem('Say what to take down, such as `npm run down -- consumer kafka`.');
      await supervisor.takeDown(wanted);
      return `Down until \`npm run up\`: ${supervisor.down.join(', ')}.`;
    }
    await supervisor.bringUp(wanted);
    return wanted.length > 0 ? `Up again: ${wanted.join(', ')}.` : 'Nothing was down.';
  };
  let wishes: Server | undefined;

  const stop = async (): Promise<void> => {
    supervisor.close();
    wishes?.close();
    await supervisor.stop(['api-gateway']);
    await supervisor.stop(databaseServices);
    await supervisor.stop(['kafka', 'postgres']);
    forgetStack(folder);
    keepKafkaClasses(join(folder, 'kafka'));
  };

  const building = async (): Promise<void> => {
    if (options.build === false || services.length === 0) return;
    progress((await buildServices(services)) ? 'The services are built' : 'The services are built already');
  };

  const bringUpPostgres = async (): Promise<Record<DatabaseService, string>> => {
    if (!options.postgresUrl) {
      const spec = await preparePostgres({
        folder: join(folder, 'postgres'),
        port: ports.postgres,
        password: secrets.postgres,
        logFile: join(logs, 'postgres.log'),
      });
      turnLog(spec.logFile);
      await supervisor.start(spec);
      progress(`PostgreSQL is up on 127.0.0.1:${ports.postgres}`);
    }
    const urls = await prepareDatabases(superuserUrl, secrets.databases);
    const applied = await migrateAll(urls);
    progress(applied > 0 ? `The databases are ready (${applied} migrations applied)` : 'The databases are ready');
    return urls;
  };

  const bringUpKafka = async (): Promise<void> => {
    if (!options.kafkaBrokers) {
      const spec = await prepareKafka(
        {
          folder: join(folder, 'kafka'),
          port: ports.kafka,
          controllerPort: ports.kafkaController,
          logFile: join(logs, 'kafka.log'),
          keepsClasses: options.keepsKafkaClasses,
        },
        () => progress('Fetching Apache Kafka by Maven, this once'),
      );
      turnLog(spec.logFile);
      await supervisor.start(spec);
      progress(`Kafka is up on 127.0.0.1:${ports.kafka}`);
    } else {
      await kafkaAnswers(state.kafkaBrokers).catch((error: Error) => {
        throw new Problem(`No Kafka answers at ${kafkaBrokers} (${error.message}): check FTGO_KAFKA_BROKERS.`);
      });
    }
    const { count, differences } = await prepareTopics(state.kafkaBrokers);
    progress(`The ${count} topics are ready`);
    for (const difference of differences) progress(`Left as it is: ${difference}`);
  };

  const bringUpAll = async (): Promise<void> => {
    const [, databaseUrls] = await Promise.all([building(), bringUpPostgres(), bringUpKafka()]);
    state = { ...state, databaseUrls };
    const surroundings: Surroundings = {
      ports,
      databaseUrls,
      kafkaBrokers,
      tokenKeyFile: tokenKeyIn(folder),
      operator: await hashedOperator(),
      logs,
    };
    await Promise.all(
      services.map(async (service) => {
        const spec = serviceSpec(service, surroundings);
        turnLog(spec.logFile);
        await supervisor.start(spec);
        progress(`${service} is ready`);
      }),
    );
    wishes = await serveWishes(folder, fulfil);
  };

  const given = options.signal;
  const aborted = new Promise<never>((_, fail) => given?.addEventListener('abort', () => fail(new Problem('Stopped while it was starting.'))));
  try {
    await Promise.race([bringUpAll(), aborted]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    get state() {
      return state;
    },
    restart: (service) => supervisor.restart(service),
    stop,
  };
};
