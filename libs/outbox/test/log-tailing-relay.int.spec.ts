import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { LogTailingRelay } from '../src/index.ts';
import { KafkaTestProducer, listen } from './kafka-topic.ts';
import { outboxDatabase, write } from './outbox-database.ts';

describe('LogTailingRelay', () => {
  let database: TestDatabase;
  let producer: KafkaTestProducer;
  let relay: LogTailingRelay;
  let channel: Awaited<ReturnType<typeof listen>>;

  beforeEach(async () => {
    [database, producer, channel] = await Promise.all([outboxDatabase(), KafkaTestProducer.connected(), listen()]);
    relay = new LogTailingRelay({ databaseUrl: database.url, source: '/ftgo/test-service', producer });
  });

  afterEach(async () => {
    await relay.stop();
    await Promise.all([producer.disconnect(), channel.stop(), database.drop()]);
  });

  it('sends a row as a message', async () => {
    await relay.start();
    const [id] = await write(database, [{ channel: channel.topic, key: 'jane', payload: '{"a":1}' }]);
    const [message] = await eventually(() => {
      expect(channel.heard).toHaveLength(1);
      return channel.heard;
    });
    expect(message).toMatchObject({ key: 'jane', value: '{"a":1}', headers: { ce_id: id } });
    console.log(message, relay.status());
  });
});
