import { PrismaPg } from '@prisma/adapter-pg';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, type WritePath, prismaSql } from '@ftgo/write-path';
import { PrismaClient } from '../src/generated/prisma/client.ts';

/** A database of its own with this service's tables, as two instances of the service have it. */
export interface RestaurantDatabase {
  readonly prisma: PrismaClient;
  readonly writePath: WritePath;
  readonly anotherInstance: WritePath;
  /** What is in the outbox for a key, in order. */
  sent(key: string): Promise<{ type: string; body: Record<string, unknown> }[]>;
  drop(): Promise<void>;
}

export async function restaurantDatabase(): Promise<RestaurantDatabase> {
  const database: TestDatabase = await testDatabase({ service: 'restaurant' });
  const connect = () => new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url, max: 4 }) });
  const prisma = connect();
  const other = connect();
  return {
    prisma,
    writePath: new CoalescingWritePath(prismaSql(prisma)),
    anotherInstance: new CoalescingWritePath(prismaSql(other)),
    sent: async (key) => {
      const rows = await database.query<{ type: string; payload: string }>('select type, payload from outbox where key = $1 order by seq', [key]);
      return rows.map(({ type, payload }) => ({ type: type.split('.')[2]!, body: JSON.parse(payload) }));
    },
    drop: async () => {
      await Promise.all([prisma.$disconnect(), other.$disconnect()]);
      await database.drop();
    },
  };
}
