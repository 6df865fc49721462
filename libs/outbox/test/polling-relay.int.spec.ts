import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { PollingRelay } from '../src/index.ts';
import { KeptBroker } from './kept-broker.ts';
import { addDay, cutConnections, transaction, unhurried, write } from './outbox-database.ts';

describe('PollingRelay', () => {
  let database: TestDatabase;
  let broker: KeptBroker;
  let relay: PollingRelay;

  const row = (payload: string) => ({ channel: 'test', key: 'jane', payload });

  beforeEach(async () => {
    database = await testDatabase();
    broker = new KeptBroker();
    const bounds = { ...unhurried, housekeepingEvery: 50, standbyEvery: 50, stopWithin: 500 };
    relay = new PollingRelay({ databaseUrl: database.url, source: '/ftgo/test-service', producer: broker, every: 20, bounds });
  });

  afterEach(async () => {
    await relay.stop();
    await database.drop();
  });

  it('deletes what it sent, and not a row before it that was committed meanwhile', async () => {
    let release = (): void => {};
    broker.before = () => new Promise((resolve) => (release = resolve));
    await relay.start();
    await transaction(database, async (query) => {
      await write({ query }, [{ channel: 'test', key: 'late', payload: 'late' }]);
      await write(database, [row('0')]);
      await eventually(() => expect(relay.status().backlog).toBe(1));
    });
    broker.before = () => {};
    release();
    await eventually(() => expect(broker.values).toEqual(['0', 'late']));
    await eventually(async () => expect(await database.query('select from outbox')).toEqual([]));
  });

  it('is not active any more when its connection is lost, although a send is under way', async () => {
    broker.before = () => new Promise(() => {});
    await relay.start();
    await write(database, [row('0')]);
    await eventually(() => expect(relay.status()).toMatchObject({ role: 'active', backlog: 1 }));
    await cutConnections(database);
    await eventually(() => expect(relay.status().role).toBe('standby'), { every: 5 });
    expect(await database.query('select from outbox')).toHaveLength(1);
  });

  describe('keeping the table', () => {
    it('are dropped when they are empty, and kept while a row of them is not sent or in hand', async () => {
      await addDay(database, -3);
      const past = async (): Promise<number> =>
        (await database.query(`select from pg_partition_tree('outbox') where relid::regclass::text between 'outbox_2' and 'outbox_' || to_char((now() at time zone 'utc')::date - 1, 'YYYYMMDD')`)).length;
      expect(await past()).toBe(1);
      await transaction(database, async (query) => {
        await write({ query }, [row('late')], { daysAgo: 3 });
        await relay.start();
        await write(database, [row('now')]);
        await eventually(() => expect(broker.values).toEqual(['now']));
        expect(await past()).toBe(1);
      });
      await eventually(async () => expect(await past()).toBe(0));
      expect(broker.values).toEqual(['now', 'late']);
    });
  });
});
