import { readdirSync, renameSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { endLeftovers, requireFree } from './before-start.ts';
import { buildServices } from './build-services.ts';
import { databaseServices, migrateAll, prepareDatabases } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { serveWishes } from './control.ts';
import { dataFolder, writableFolder } from './folders.ts';
import { fulfil } from './fulfil.ts';
import { Instances } from './instances.ts';
import { brokerCount, brokerNames, prepareCluster } from './kafka-cluster.ts';
import { kafkaAnswers, keepKafkaClasses } from './kafka.ts';
import { mailCatcherSpec, mailsUrl, smtpUrl } from './mail-catcher/server-spec.ts';
import { hashedOperator } from './operator.ts';
import { portsAt } from './ports.ts';
import { postgresUrl as urlOfOurs, preparePostgres } from './postgres.ts';
import { Problem } from './problem.ts';
import { processIdentity } from './process-identity.ts';
import { routerSpec, routerUrl } from './router/server-spec.ts';
import { secretsIn, tokenKeyIn } from './secrets.ts';
import type { ServerSpec } from './server-process.ts';
import { presentServices } from './services.ts';
import type { ServiceName, Surroundings } from './services.ts';
import { SIMULATORS } from './simulators/server-spec.ts';
import { SMALLEST } from './stack-size.ts';
import type { StackSize } from './stack-size.ts';
import { forgetStack, writeStack } from './stack-state.ts';
import type { StackState } from './stack-state.ts';
import { Supervisor } from './supervisor.ts';
import { prepareTopics, topicsFor } from './topics.ts';

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
  /** How many instances of the services, one of each unless told; how many brokers, as many as the data were made with unless told. */
  readonly size?: Partial<StackSize>;
  /** Puts the message router between the services, so that messages can be held, doubled and reordered from outside. */
  readonly router?: boolean;
  /** Runs a mail server of our own that keeps what it is sent, and has notifications mailed to it. */
  readonly mail?: boolean;
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
  /** Starts a service's instances again, one after the other, with the program that is built now. */
  restart(service: ServiceName): Promise<void>;
  /** Starts simulators beside the services; they end with them. */
  simulate(specs: readonly ServerSpec[]): Promise<void>;
  /** Ends everything: the gateway, the services, then Kafka and PostgreSQL. */
  stop(): Promise<void>;
}

/** Each start has logs of its own; those of the one before are kept. */
const turnLogs = (folder: string): void => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.log'))) renameSync(join(folder, name), join(folder, `${name}.1`));
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
  const brokers = options.kafkaBrokers ? 1 : brokerCount(folder, options.size?.brokers);
  const ports = portsAt(options.portOffset ?? 0, options.gatewayPort, { ...SMALLEST, ...options.size, brokers });
  const logs = writableFolder(join(folder, 'logs'));
  const services = options.services ?? presentServices();

  await endLeftovers(folder, progress);
  await requireFree(ports, [
    ...(options.postgresUrl ? ['postgres'] : []),
    ...(options.kafkaBrokers ? ['kafka'] : []),
    ...(options.router ? [] : ['router']),
    ...(options.mail ? [] : ['mail smtp', 'mail http']),
  ]);
  turnLogs(logs);

  const secrets = secretsIn(folder, databaseServices);
  const superuserUrl = options.postgresUrl ?? urlOfOurs({ port: ports.postgres, password: secrets.postgres });
  const kafkaBrokers = options.kafkaBrokers ?? ports.brokers.map(({ broker }) => `127.0.0.1:${broker}`).join();
  const perService = <T>(value: (service: DatabaseService) => T) =>
    Object.fromEntries(databaseServices.map((service) => [service, value(service)])) as Record<DatabaseService, T>;
  let state: StackState = {
    dataFolder: folder,
    supervisor: { name: 'supervisor', pid: process.pid, identity: processIdentity(process.pid) ?? '' },
    processes: [],
    ports,
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    serviceUrls: perService((service) => `http://127.0.0.1:${ports.services[service][0]!.http}`),
    grpcAddresses: perService((service) => `127.0.0.1:${ports.services[service][0]!.grpc}`),
    kafkaBrokers: kafkaBrokers.split(','),
    ...(options.router && { routerUrl: routerUrl(ports.router) }),
    ...(options.mail && { mailsUrl: mailsUrl(ports.mail) }),
    postgresUrl: superuserUrl,
    databaseUrls: perService(() => ''),
    logs,
  };
  const supervisor = new Supervisor((line) => {
    state = { ...state, processes: supervisor.processes };
    writeStack(state);
    if (line) progress(line);
  });

  let wishes: Server | undefined;

  const stop = async (): Promise<void> => {
    supervisor.close();
    wishes?.close();
    await supervisor.stop([SIMULATORS]);
    await supervisor.stop(['api-gateway']);
    await supervisor.stop(databaseServices);
    await supervisor.stop(['router', 'mail']);
    await supervisor.stop(['kafka', 'postgres']);
    forgetStack(folder);
    keepKafkaClasses(join(folder, brokerNames(brokers)[0]!));
  };

  const building = async (): Promise<void> => {
    if (options.build === false || services.length === 0) return;
    progress((await buildServices([...services, ...(options.router ? ['router'] : [])])) ? 'The services are built' : 'The services are built already');
  };

  const bringUpPostgres = async (): Promise<Record<DatabaseService, string>> => {
    if (!options.postgresUrl) {
      const spec = await preparePostgres({
        folder: join(folder, 'postgres'),
        port: ports.postgres,
        password: secrets.postgres,
        logFile: join(logs, 'postgres.log'),
      });
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
      const specs = await prepareCluster({ folder, ports: ports.brokers, logs, keepsClasses: options.keepsKafkaClasses }, () =>
        progress('Fetching Apache Kafka by Maven, this once'),
      );
      await Promise.all(specs.map((spec) => supervisor.start(spec)));
      progress(`Kafka is up on ${kafkaBrokers}`);
    } else {
      await kafkaAnswers(state.kafkaBrokers).catch((error: Error) => {
        throw new Problem(`No Kafka answers at ${kafkaBrokers} (${error.message}): check FTGO_KAFKA_BROKERS.`);
      });
    }
    const { count, differences } = await prepareTopics(state.kafkaBrokers, topicsFor(brokers));
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
      router: options.router === true,
      ...(options.mail && { smtpUrl: smtpUrl(ports.mail) }),
      tokenKeyFile: tokenKeyIn(folder),
      operator: await hashedOperator(),
      logs,
    };
    if (options.router) {
      await supervisor.start(routerSpec({ port: ports.router, kafkaBrokers, logs }));
      progress(`The message router is between the services: ${routerUrl(ports.router)}`);
    }
    const instances = new Instances(supervisor, surroundings);
    await Promise.all([
      ...(options.mail ? [supervisor.start(mailCatcherSpec(ports.mail, logs))] : []),
      ...services.map(async (service) => {
        await instances.start(service);
        progress(`${service} is ready`);
      }),
    ]);
    wishes = await serveWishes(folder, (wish) => fulfil(wish, supervisor, instances));
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
    restart: async (service) => void (await supervisor.restart([service])),
    simulate: async (specs) => void (await Promise.all(specs.map((spec) => supervisor.start(spec)))),
    stop,
  };
};
