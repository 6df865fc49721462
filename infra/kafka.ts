import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { cacheFolder, writableFolder } from './folders.ts';
import type { BrokerPorts } from './ports.ts';
import { Problem } from './problem.ts';
import type { ServerSpec } from './server-process.ts';

const version = '4.3.1';

export interface KafkaOptions {
  readonly folder: string;
  /** Of every node of the cluster. */
  readonly ports: readonly BrokerPorts[];
  /** Which of them this one is, from 1. */
  readonly node?: number;
  /** What all nodes of a cluster are formatted with; of its own unless told. */
  readonly clusterId?: string;
  readonly logFile: string;
  /** Lets the broker write its JVM's classes when it ends, a few seconds' work, once per user. */
  readonly keepsClasses?: boolean;
}

/** A node that is broker and controller, small, and quick to let groups join. */
export const kafkaProperties = ({ folder, ports, node = 1 }: KafkaOptions): string => {
  const { broker, controller } = ports[node - 1]!;
  const copies = ports.length;
  // A write that is acknowledged outlives the loss of one broker, and the loss of one stops no write.
  const inSync = Math.max(1, copies - 1);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': ports.map((each, index) => `${index + 1}@127.0.0.1:${each.controller}`).join(),
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 4,
    'group.initial.rebalance.delay.ms': 0,
    'group.coordinator.append.linger.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'num.replica.fetchers': 1,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    // A broker that was killed may come back only when the controller has given up its former self: 9 s unless told.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
};

/** Warnings only: the broker's own start-up log fills screens. */
const log4j = `Configuration:
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "%d %p %c{1} %m%n"
  Loggers:
    Root:
      level: WARN
      AppenderRef:
        - ref: STDOUT
`;

/** The `java` on the path as a name: a later one of the same path is another. */
const javaOnPath = (): string => {
  const folder = (process.env['PATH'] ?? '').split(delimiter).find((each) => existsSync(join(each, 'java')));
  if (!folder) return 'unknown';
  const program = realpathSync(join(folder, 'java'));
  return createHash('sha256').update(`${program} ${statSync(program).mtimeMs}`).digest('hex').slice(0, 8);
};

/** Says in a sentence what is missing of Java 17 or later. */
const requireJava = (): void => {
  let shown: string;
  try {
    shown = execFileSync('java', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') shown = 'java 8';
    else {
      throw new Problem(
        'Apache Kafka needs Java 17 or later and there is no `java` on the path: install it (Debian: `apt-get install openjdk-17-jre-headless`, macOS: `brew install openjdk`), or name brokers of your own with FTGO_KAFKA_BROKERS.',
      );
    }
  }
  const major = Number(/(\d+)/.exec(shown)?.[1]);
  if (major < 17) {
    throw new Problem(
      `Apache Kafka needs Java 17 or later, and \`java\` on the path is ${major}: install a later one, or name brokers of your own with FTGO_KAFKA_BROKERS.`,
    );
  }
};

/** Kafka's jars, fetched once per user by Maven. Returns the folder. */
export const kafkaJars = async (onFetch: () => void = () => undefined): Promise<string> => {
  const jars = join(cacheFolder(), `kafka-${version}`);
  if (existsSync(jars)) return jars;
  onFetch();
  writableFolder(cacheFolder());
  const fetched = `${jars}.${process.pid}`;
  try {
    await promisify(execFile)('mvn', [
      '--batch-mode',
      '--quiet',
      '--file',
      join(import.meta.dirname, 'kafka', 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${fetched}`,
    ]);
  } catch (error) {
    rmSync(fetched, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Problem(
        'Maven fetches Apache Kafka and there is no `mvn` on the path: install it (Debian: `apt-get install maven`, macOS: `brew install maven`), or name brokers of your own with FTGO_KAFKA_BROKERS.',
      );
    }
    const said = `${(error as { stdout?: string }).stdout ?? ''}`.trim().split('\n').slice(0, 5).join('\n');
    throw new Problem(`Maven could not fetch Apache Kafka ${version}; is Maven Central (or your mirror in ~/.m2/settings.xml) reachable?\n${said}`);
  }
  try {
    renameSync(fetched, jars);
  } catch {
    // Another start was first; its jars are the same.
    rmSync(fetched, { recursive: true, force: true });
  }
  return jars;
};

/** Where the JVM leaves what it has worked out about its classes, and where that is kept to halve the work of all later starts. */
const classesLeft = (folder: string): string => join(folder, 'classes.jsa');
const classesKept = (): string => join(cacheFolder(), `kafka-${version}-java-${javaOnPath()}.jsa`);

/** To be called when a broker has ended well. */
export const keepKafkaClasses = (folder: string): void => {
  const left = classesLeft(folder);
  if (!existsSync(left)) return;
  const kept = classesKept();
  const copy = `${kept}.${process.pid}`;
  copyFileSync(left, copy);
  renameSync(copy, kept);
  rmSync(left, { force: true });
};

/** The JVM's options for its classes: those kept are used, or they are left at the end, which is tried once only. */
const sharedClasses = ({ folder, keepsClasses }: KafkaOptions): string[] => {
  rmSync(classesLeft(folder), { force: true });
  const kept = classesKept();
  if (existsSync(kept)) return [`-XX:SharedArchiveFile=${kept}`];
  const tried = `${kept}.tried`;
  if (!keepsClasses || existsSync(tried)) return [];
  writeFileSync(tried, '');
  return [`-XX:ArchiveClassesAtExit=${classesLeft(folder)}`];
};

const metaIn = (folder: string): string => join(folder, 'data', 'meta.properties');

/** Of the cluster whose node has its data there; undefined where there are none. */
export const clusterIdIn = (folder: string): string | undefined =>
  existsSync(metaIn(folder)) ? /^cluster\.id=(.*)$/m.exec(readFileSync(metaIn(folder), 'utf8'))?.[1]?.trim() : undefined;

export const newClusterId = (): string => randomBytes(16).toString('base64url').replace(/^-/, 'A');

/** Formats the data folder when it is new, and says how to run a broker on it. */
export const prepareKafka = async (options: KafkaOptions, onFetch?: () => void): Promise<ServerSpec> => {
  // Whoever has run it before has the right one.
  if (!existsSync(classesKept())) requireJava();
  const jars = await kafkaJars(onFetch);
  writableFolder(options.folder);
  const config = join(options.folder, 'server.properties');
  const logging = join(options.folder, 'log4j2.yaml');
  writeFileSync(config, kafkaProperties(options));
  writeFileSync(logging, log4j);
  const java = ['-cp', join(jars, '*'), `-Dlog4j2.configurationFile=${logging}`];
  const data = join(options.folder, 'data');
  if (!existsSync(metaIn(options.folder))) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true });
    const { clusterId = newClusterId() } = options;
    await promisify(execFile)('java', ['-XX:TieredStopAtLevel=1', ...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', config]);
  }
  return {
    name: 'kafka',
    command: 'java',
    args: [
      '-Xms64m',
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xlog:disable',
      ...sharedClasses(options),
      ...java,
      'kafka.Kafka',
      config,
    ],
    cwd: options.folder,
    logFile: options.logFile,
    ready: () => kafkaAnswers([`127.0.0.1:${options.ports[(options.node ?? 1) - 1]!.broker}`]),
    readyWithin: 60_000,
    stopSignal: 'SIGTERM',
    stopWithin: 15_000,
  };
};

/** Resolves when the brokers answer a request. */
export const kafkaAnswers = async (brokers: readonly string[]): Promise<void> => {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING, connectionTimeout: 2_000, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect();
  }
};
