import type { ReceivedMessage } from '@ftgo/envelope';
import { type TestDatabase, testDatabase } from '@ftgo/testing';
import { CoalescingWritePath, type MessageCause, prismaSql, type RequestCause } from '@ftgo/write-path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as uuidv7 } from 'uuid';
import { PrismaClient } from '../src/generated/prisma/client.ts';

/** The service's tables on a real PostgreSQL, and its write path on them. */
export interface ConsumerDatabase extends Pick<TestDatabase, 'query'> {
  readonly prisma: PrismaClient;
  readonly writePath: CoalescingWritePath;
  /** What was put into the outbox for a key, in order. */
  published(key: string): Promise<{ type: string; body: unknown }[]>;
  close(): Promise<void>;
}

export async function consumerDatabase(): Promise<ConsumerDatabase> {
  const database = await testDatabase({ service: 'consumer' });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  return {
    query: database.query,
    prisma,
    writePath: new CoalescingWritePath(prismaSql(prisma)),
    published: async (key) => {
      const rows = await database.query<{ type: string; payload: string }>('select type, payload from outbox where key = $1 order by seq', [key]);
      return rows.map(({ type, payload }) => ({ type: type.split('.').at(-2)!, body: JSON.parse(payload) }));
    },
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

/** A message as a subscriber hears it for the first time; hand the same one over again for a repeat. */
export function heard(subscriber: string, key: string): MessageCause {
  const message: ReceivedMessage = {
    id: uuidv7(),
    type: 'test',
    source: 'test',
    subject: key,
    time: new Date(),
    contentType: 'application/json',
    correlationId: uuidv7(),
    channel: 'test',
    partition: 0,
    offset: '0',
    key,
    body: null,
  };
  return { kind: 'message', subscriber, message };
}

export const requested = (idempotencyKey?: string, fingerprint = 'the same'): RequestCause => ({
  kind: 'request',
  correlationId: uuidv7(),
  ...(idempotencyKey && { idempotencyKey, fingerprint }),
});
