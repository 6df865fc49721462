import { type SqlExecutor, pgSql, writePoolSettings } from '@ftgo/write-path';
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

export interface Database<P> {
  /** For everything that is asked. */
  readonly prisma: P;
  /** For the write path. */
  readonly writes: SqlExecutor;
  close(): Promise<void>;
}

/**
 * Bounded pools whose statements and locks give up, so that one hot row stops nobody else: one for what is asked, and one for the write
 * path, which does not wait behind queries then.
 *
 * @returns what it is asked rejects with PassingFault where the database is away
 */
export function connect<P extends PrismaLike>(Client: PrismaClass<P>, name: string, config: ServiceConfig): Database<P> {
  const settings = {
    connectionString: config.FTGO_DATABASE_URL,
    application_name: `ftgo-${name}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    maxLifetimeSeconds: CONNECTION_LIFETIME_S,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  };
  const prisma = new Client({ adapter: new PrismaPg(databasePool({ ...settings, max: config.FTGO_DATABASE_POOL }), { disposeExternalPool: true }) });
  const writes = databasePool({ ...settings, ...writePoolSettings });
  return { prisma, writes: pgSql(writes), close: async () => void (await Promise.all([prisma.$disconnect(), writes.end()])) };
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
