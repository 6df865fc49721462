import { AnsweringWritePath, KafkaBroker, KafkaSubscribers, LiveTail, MessageBroker, PrefixedBroker, Replays, Views } from '@ftgo/messaging';
import { LogTailingRelay, type MessageProducer, OutboxRelay, PollingRelay } from '@ftgo/outbox';
import { CoalescingWritePath, DeadLetters, Inbox, WritePath, prismaSql } from '@ftgo/write-path';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { ServiceConfig } from './config.ts';
import { type Database, DatabaseReady, type PrismaClass, type PrismaLike, connect } from './database.ts';
import { ReadinessCheck } from './health.ts';
import { InboxSupervisor } from './inbox-supervisor.ts';
import { OperationsController } from './operations/operations.controller.ts';
import { ViewsController } from './operations/views.controller.ts';

interface ServiceMessaging<P extends PrismaLike> {
  /** Such as `order`; groups are `ftgo.<name>.<subscriber>`, the source of its messages is `/ftgo/<name>-service`. */
  readonly name: string;
  readonly config: ServiceConfig;
  /** The class that `prisma generate` made; the client is injectable by it. */
  readonly prisma: PrismaClass<P>;
}

/** What is not ended by then, another instance goes on with. */
const STOP_WITHIN_MS = 3_000;

const DATABASE = Symbol('the connections of the service');

/** Starts and ends what is not Nest's, in the order that loses nothing. */
@Injectable()
class MessagingLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly replays: Replays,
    private readonly views: Views,
    private readonly broker: MessageBroker,
    @Inject(DATABASE) private readonly database: Pick<Database<unknown>, 'close'>,
  ) {}

  onApplicationBootstrap(): void {
    // An absent broker or database is waited for: the service takes requests meanwhile.
    void this.relay.start();
    this.replays.start();
    this.views.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.replays.stop(STOP_WITHIN_MS), this.views.stop(STOP_WITHIN_MS)]);
  }

  // Requests and handlers have ended. The relay finishes its batch; what is left in the outbox another instance sends, or the next start.
  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await this.broker.close();
    await this.database.close();
  }
}

/** Everything between a service's modules and its database and broker: write path, relay, subscriptions, live tail. */
@Global()
@Module({})
export class MessagingModule {
  static forService<P extends PrismaLike>({ name, config, prisma: Prisma }: ServiceMessaging<P>): DynamicModule {
    const database = connect(Prisma, name, config);
    const { prisma, writes } = database;
    const broker = brokerFor(config);
    const relay = relayFor(name, config, broker);
    return {
      module: MessagingModule,
      controllers: [OperationsController, ViewsController],
      providers: [
        { provide: Prisma, useValue: prisma },
        { provide: DATABASE, useValue: database },
        { provide: ReadinessCheck, useValue: new DatabaseReady(prisma) },
        { provide: MessageBroker, useValue: broker },
        { provide: OutboxRelay, useValue: relay },
        {
          provide: WritePath,
          useFactory: () => new AnsweringWritePath(new CoalescingWritePath(writes, { format: config.FTGO_MESSAGE_FORMAT })),
        },
        { provide: LiveTail, useFactory: () => new LiveTail(name, broker) },
        {
          provide: KafkaSubscribers,
          useFactory: (writePath: WritePath) => new KafkaSubscribers({ service: name, broker, writePath: () => writePath }),
          inject: [WritePath],
        },
        {
          provide: DeadLetters,
          useFactory: (writePath: WritePath) => new DeadLetters(prismaSql(prisma), writePath),
          inject: [WritePath],
        },
        {
          provide: Replays,
          useFactory: (letters: DeadLetters, handlers: KafkaSubscribers) => new Replays({ letters, handlers, logger: new Logger('Replays') }),
          inject: [DeadLetters, KafkaSubscribers],
        },
        {
          provide: Views,
          useFactory: (writePath: WritePath, subscribers: KafkaSubscribers) =>
            new Views({ subscribers, broker, writePath, sql: prismaSql(prisma), logger: new Logger('Views') }),
          inject: [WritePath, KafkaSubscribers],
        },
        { provide: InboxSupervisor, useValue: new InboxSupervisor(new Inbox(prismaSql(prisma)), config.FTGO_INBOX_RETENTION_DAYS) },
        MessagingLifecycle,
      ],
      exports: [Prisma, ReadinessCheck, MessageBroker, OutboxRelay, WritePath, LiveTail, KafkaSubscribers, Views],
    };
  }
}

function brokerFor(config: ServiceConfig): MessageBroker {
  const { FTGO_KAFKA_BROKERS: brokers, FTGO_INSTANCE_ID: clientId, FTGO_CHANNEL_PREFIX: system, FTGO_HEARD_PREFIX: heard } = config;
  const broker = new KafkaBroker({ brokers, clientId, logger: new Logger('Kafka'), onCrash: endProcess });
  return system || heard ? new PrefixedBroker(broker, { system, heard }) : broker;
}

function relayFor(name: string, config: ServiceConfig, producer: MessageProducer): OutboxRelay {
  const options = {
    databaseUrl: config.FTGO_DATABASE_URL,
    source: `/ftgo/${name}-service`,
    producer,
    log: relayLog(new Logger('OutboxRelay')),
  };
  switch (config.FTGO_OUTBOX_RELAY) {
    case 'log-tailing':
      return new LogTailingRelay(options);
    case 'polling':
      return new PollingRelay({ ...options, every: config.FTGO_OUTBOX_POLL_MS });
  }
}

/** A consumer that cannot go on is started again by whoever supervises the process; an idle one would look alive. */
function endProcess(group: string, error: Error): void {
  new Logger('Kafka').fatal({ msg: `${group} cannot go on`, err: error });
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

const relayLog = (logger: Logger) => ({
  info: (fields: object, text: string) => logger.log({ ...fields, msg: text }),
  warn: (fields: object, text: string) => logger.warn({ ...fields, msg: text }),
  error: (fields: object, text: string) => logger.error({ ...fields, msg: text }),
});
