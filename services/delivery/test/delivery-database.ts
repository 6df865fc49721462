import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, type MessageCause, prismaSql, type RequestCause } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../src/generated/prisma/client.ts';

/** The service's tables on a real PostgreSQL, and its write path on them. */
export interface DeliveryDatabase extends Pick<TestDatabase, 'query'> {
  readonly prisma: PrismaClient;
  readonly writePath: CoalescingWritePath;
  /** The types of what was put into the outbox for a key, in order. */
  published(key: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function deliveryDatabase(): Promise<DeliveryDatabase> {
  const database = await testDatabase({ service: 'delivery' });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  return {
    query: database.query,
    prisma,
    writePath: new CoalescingWritePath(prismaSql(prisma)),
    published: async (key) => {
      const rows = await database.query<{ type: string }>('select type from outbox where key = $1 order by seq', [key]);
      return rows.map(({ type }) => type.split('.').at(-2)!);
    },
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

/** A message as the deliveries hear it for the first time; hand the same one over again for a repeat. */
export function heard(key: string): MessageCause {
  const id = uuidv7();
  const message = {
    id,
    type: 'test',
    source: 'test',
    subject: key,
    time: new Date(),
    contentType: 'application/json',
    correlationId: id,
    channel: 'test',
    partition: 0,
    offset: '0',
    key,
    body: null,
  };
  return { kind: 'message', subscriber: 'delivery', message };
}

export const requested = (idempotencyKey?: string, fingerprint = 'the same'): RequestCause => ({
  kind: 'request',
  correlationId: uuidv7(),
  ...(idempotencyKey && { idempotencyKey, fingerprint }),
});
