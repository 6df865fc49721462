import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, type WritePath, pgSql, writePool } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';

interface PrismaLike {
  $queryRawUnsafe<T>(sql: string, ...params: unknown[]): PromiseLike<T>;
  $disconnect(): Promise<void>;
}

/** A database of one test's own with a service's tables, as two instances of the service have it. */
export interface ServiceDatabase<P> extends Pick<TestDatabase, 'pool' | 'query' | 'url'> {
  readonly prisma: P;
  readonly writePath: WritePath;
  readonly anotherInstance: WritePath;
  /** What was put into the outbox for a key, in order; types without package and version. */
  published(key: string): Promise<{ type: string; body: Record<string, unknown> }[]>;
  drop(): Promise<void>;
}

/** @param Prisma the service's generated client. */
export async function serviceDatabase<P extends PrismaLike>(
  service: string,
  Prisma: new (options: { adapter: PrismaPg }) => P,
): Promise<ServiceDatabase<P>> {
  const database = await testDatabase({ service });
  const prisma = new Prisma({ adapter: new PrismaPg({ connectionString: database.url, max: 4 }) });
  const pools = [1, 2].map(() => writePool({ connectionString: database.url }));
  const [writePath, anotherInstance] = pools.map((pool) => new CoalescingWritePath(pgSql(pool)));
  return {
    url: database.url,
    pool: database.pool,
    query: database.query,
    prisma,
    writePath: writePath!,
    anotherInstance: anotherInstance!,
    published: async (key) => {
      const rows = await database.query<{ type: string; payload: string }>('select type, payload from outbox where key = $1 order by seq', [key]);
      return rows.map(({ type, payload }) => ({ type: type.split('.').at(-2)!, body: JSON.parse(payload) }));
    },
    drop: async () => {
      await Promise.all([prisma.$disconnect(), ...pools.map((pool) => pool.end())]);
      await database.drop();
    },
  };
}
