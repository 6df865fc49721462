import { statementNames } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { ServiceConfig } from './config.ts';
import { databasePool } from './database-pool.ts';
import { ReadinessCheck } from './health.ts';

const STATEMENT_TIMEOUT_MS = 10_000;
/** As long as one held row may stall a flight: after that the write path passes it by for a while. */
const LOCK_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 3_000;
/** An answer that has not come long after the server gave up its statement never will: the connection is dead and has not said so. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** The server keeps every plan of a connection for as long as it lasts, also those that newer ones have replaced: some 20 MiB in the end. */
const CONNECTION_LIFETIME_S = 600;

/** What `prisma generate` makes; its constructor is given the driver adapter. */
export interface PrismaLike {
  $queryRawUnsafe<T>(sql: string, ...values: unknown[]): Promise<T>;
  $disconnect(): Promise<void>;
}
export type PrismaClass<P extends PrismaLike = PrismaLike> = new (options: { adapter: PrismaPg }) => P;

/**
 * A client on a bounded pool whose statements and locks give up, so that one hot row stops nobody else.
 *
 * @returns what it is asked rejects with PassingFault where the database is away
 */
export function connect<P extends PrismaLike>(Client: PrismaClass<P>, name: string, config: ServiceConfig): P {
  const pool = databasePool({
    connectionString: config.FTGO_DATABASE_URL,
    application_name: `ftgo-${name}`,
    max: config.FTGO_DATABASE_POOL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    maxLifetimeSeconds: CONNECTION_LIFETIME_S,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  });
  // The write path's statements have names, so that the server plans them once per connection.
  const adapter = new PrismaPg(pool, { statementNameGenerator: statementNames(), disposeExternalPool: true });
  return new Client({ adapter });
}

/** The database answers, and its schema is there: services wait for their migrations and never migrate. */
export class DatabaseReady extends ReadinessCheck {
  override readonly name = 'database';

  constructor(private readonly prisma: PrismaLike) {
    super();
  }

  override async check(): Promise<void> {
    const [row] = await this.prisma.$queryRawUnsafe<{ outbox: string | null }[]>(`select to_regclass('outbox')::text as outbox`);
    if (!row?.outbox) throw new Error('the schema is not there yet: run the migrations');
  }
}
