import { setTimeout as delay } from 'node:timers/promises';
import { type EachMessagePayload, Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { type ReceiverSettings, groupOf } from '../ground/wire.ts';
import type { Crashing } from './crashing.ts';
import type { Receive } from './receive.ts';
import { SESSION_TIMEOUT } from './session.ts';
import type { Body } from './stepped.ts';

type Deed = () => Promise<unknown>;

/** Writes down that it has read, then handles: a crash between the two loses the message. */
export const atMostOnce: Receive = (settings, crashing) =>
  receive(settings, crashing, async (commit, handle) => {
    await commit();
    await handle();
  });

/** Handles, then writes down that it has read: a crash between the two handles the message again. */
export const atLeastOnce: Receive = (settings, crashing) =>
  receive(settings, crashing, async (commit, handle) => {
    await handle();
    await commit();
  });

async function receive(settings: ReceiverSettings, crashing: Crashing, inOrder: (commit: Deed, handle: Deed) => Promise<void>) {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 2 });
  const kafka = new Kafka({ brokers: [...settings.brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: groupOf(settings), sessionTimeout: SESSION_TIMEOUT, rebalanceTimeout: SESSION_TIMEOUT, heartbeatInterval: 500, maxWaitTimeInMs: 100 });
  const joined = new Promise<void>((done) => consumer.on('consumer.group_join', () => done()));

  async function handle(body: Body): Promise<void> {
    await crashing.pass('before handling');
    await delay(settings.work ?? 0);
    await pool.query(
      `insert into aggregates values ($1, 1, jsonb_build_array($2::int))
       on conflict (id) do update set version = aggregates.version + 1, handled = aggregates.handled || excluded.handled`,
      [body.aggregate, body.n],
    );
    await crashing.pass('after handling');
  }

  async function eachMessage({ topic, partition, message }: EachMessagePayload): Promise<void> {
    const next = String(BigInt(message.offset) + 1n);
    const body = JSON.parse(String(message.value)) as Body;
    await inOrder(
      () => consumer.commitOffsets([{ topic, partition, offset: next }]),
      () => handle(body),
    );
  }

  await consumer.connect();
  await consumer.subscribe({ topic: settings.topic, fromBeginning: true });
  await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 8, eachMessage });
  await joined;
  return async () => {
    await consumer.disconnect();
    await pool.end();
  };
}
