import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordRefused } from '@ftgo/messaging';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { LogTailingRelay, PollingRelay } from '../src/index.ts';
import type { OutboxRecord, OutboxRelay } from '../src/index.ts';
import { KeptBroker } from './kept-broker.ts';
import { unhurried, write } from './outbox-database.ts';
import { Writers, arrived } from './writers.ts';

describe.each(['tailing', 'polling'])('a record that the broker never takes (%s)', (kind) => {
  let database: TestDatabase;
  let broker: KeptBroker;
  let relay: OutboxRelay;

  const made = (): OutboxRelay => {
    const options = { databaseUrl: database.url, source: '/ftgo/test-service', producer: broker, bounds: { ...unhurried, standbyEvery: 50, stopWithin: 500 } };
    return kind === 'tailing' ? new LogTailingRelay(options) : new PollingRelay({ ...options, every: 20 });
  };
  const of = (key: string, payload: string) => ({ channel: 'test', key, payload });
  const isTooLarge = ({ value }: OutboxRecord): boolean => String(value).startsWith('large');
  const setAside = async (): Promise<string[]> =>
    (await database.query<{ text: string }>(`select convert_from(body, 'UTF8') as text from outbox_refused order by position`)).map(({ text }) => text);
  const release = () => database.query('update outbox_refused set released = true');

  beforeEach(async () => {
    database = await testDatabase();
    broker = new KeptBroker();
    broker.before = (records) => {
      if (records.some(isTooLarge)) throw new RecordRefused('The message is larger than the broker takes');
    };
    relay = made();
    await relay.start();
  });

  afterEach(async () => {
    await relay.stop();
    await database.drop();
  });

  it('is set aside with what follows under its key, and delays nobody else', async () => {
    await write(database, [of('ann', 'a0'), of('bob', 'b0'), of('ann', 'large a1'), of('bob', 'b1'), of('ann', 'a2'), of('cem', 'c0')]);
    await write(database, [of('ann', 'a3'), of('bob', 'b2')]);
    await eventually(() => expect([...broker.values].sort()).toEqual(['a0', 'b0', 'b1', 'b2', 'c0']));
    await eventually(async () => expect(await setAside()).toEqual(['large a1', 'a2', 'a3']));
    const [first] = await database.query('select channel, key, reason from outbox_refused order by position');
    expect(first).toEqual({ channel: 'test', key: 'ann', reason: 'The message is larger than the broker takes' });
  });

  it('keeps its key waiting when another relay goes on', async () => {
    await write(database, [of('ann', 'large a0')]);
    await eventually(async () => expect(await setAside()).toEqual(['large a0']));
    await relay.stop();
    relay = made();
    await relay.start();
    await write(database, [of('ann', 'a1'), of('bob', 'b0')]);
    await eventually(() => expect(broker.values).toEqual(['b0']));
    expect(await setAside()).toEqual(['large a0', 'a1']);
  });

  it('is sent in its place when the broker takes it and it is released, and its key goes on', async () => {
    await write(database, [of('ann', 'large a0'), of('ann', 'a1')]);
    await eventually(async () => expect(await setAside()).toEqual(['large a0', 'a1']));
    broker.before = () => {};
    await release();
    await eventually(() => expect(broker.values).toEqual(['large a0', 'a1']));
    await eventually(async () => expect(await setAside()).toEqual([]));
    expect(broker.sent[0]!.headers).toMatchObject({ ce_type: 'ftgo.test.Written.v1', ce_subject: 'ann' });
    await write(database, [of('ann', 'a2')]);
    await eventually(() => expect(broker.values).toEqual(['large a0', 'a1', 'a2']));
  });

  it('stays where it is when it is released too early', async () => {
    await write(database, [of('ann', 'large a0'), of('ann', 'a1')]);
    await eventually(async () => expect(await setAside()).toHaveLength(2));
    await release();
    await eventually(async () => expect(await database.query('select from outbox_refused where released')).toEqual([]));
    expect(await setAside()).toEqual(['large a0', 'a1']);
    expect(broker.values).toEqual([]);
  });

  it('lets its key go on when it is deleted, and the others are released', async () => {
    await write(database, [of('ann', 'large a0'), of('ann', 'a1')]);
    await eventually(async () => expect(await setAside()).toHaveLength(2));
    await database.query('delete from outbox_refused where reason is not null');
    await release();
    await eventually(() => expect(broker.values).toEqual(['a1']));
  });

  it('is found in the middle of writers, who lose nothing and overtake nothing', async () => {
    const writers = new Writers(database, 'test');
    await eventually(() => expect(broker.sent.length).toBeGreaterThan(20));
    await write(database, [of('large', 'large')]);
    await eventually(async () => expect(await setAside()).toEqual(['large']));
    const before = broker.sent.length;
    await eventually(() => expect(broker.sent.length).toBeGreaterThan(before + 20));
    await writers.finish();
    await eventually(() => expect(arrived(broker.sent)).toBe(writers.written));
  });
});
