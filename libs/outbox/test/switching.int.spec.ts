import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { LogTailingRelay, PollingRelay } from '../src/index.ts';
import type { OutboxRelay } from '../src/index.ts';
import { KeptBroker } from './kept-broker.ts';
import { isActive, transaction, unhurried, write } from './outbox-database.ts';
import { Writers, arrived } from './writers.ts';

type Kind = 'tailing' | 'polling';

describe('changing the relay', () => {
  let database: TestDatabase;
  let broker: KeptBroker;
  let relays: OutboxRelay[];

  const relay = (kind: Kind): OutboxRelay => {
    const options = { databaseUrl: database.url, source: '/ftgo/test-service', producer: broker, bounds: { ...unhurried, standbyEvery: 50, stopWithin: 500 } };
    const made = kind === 'tailing' ? new LogTailingRelay(options) : new PollingRelay({ ...options, every: 20 });
    relays.push(made);
    return made;
  };
  const started = async (kind: Kind): Promise<OutboxRelay> => {
    const made = relay(kind);
    await made.start();
    return made;
  };
  const active = async (kind: Kind): Promise<OutboxRelay> => {
    const made = await started(kind);
    await isActive(made);
    return made;
  };
  const row = (payload: string) => ({ channel: 'test', key: 'jane', payload });
  const slots = () => database.query('select slot_name from pg_replication_slots where database = $1', [database.name]);
  const rowsLeft = async (): Promise<number> => (await database.query('select from outbox')).length;

  beforeEach(async () => {
    relays = [];
    broker = new KeptBroker();
    database = await testDatabase();
  });

  afterEach(async () => {
    broker.before = () => {};
    await Promise.all(relays.map((each) => each.stop()));
    await database.drop();
  });

  describe('from log tailing to polling', () => {
    it('sends what the slot had still to bring, and nothing that was sent', async () => {
      const tailing = await active('tailing');
      await write(database, [row('0'), row('1')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1']));
      await tailing.stop();
      await write(database, [row('2')]);
      await write(database, [row('3')]);
      await started('polling');
      await eventually(() => expect(broker.values).toEqual(['0', '1', '2', '3']));
      await eventually(async () => expect(await rowsLeft()).toBe(0));
      expect(await slots()).toEqual([]);
    });

    it('sends a row that was in hand all the while', async () => {
      const tailing = await active('tailing');
      await transaction(database, async (query) => {
        await write({ query }, [{ channel: 'test', key: 'late', payload: 'late' }]);
        await write(database, [row('0')]);
        await eventually(() => expect(broker.values).toEqual(['0']));
        await tailing.stop();
        await started('polling');
        await write(database, [row('1')]);
        await eventually(() => expect(broker.values).toEqual(['0', '1']));
      });
      await eventually(() => expect(broker.values).toEqual(['0', '1', 'late']));
    });

    it('sends everything again where the slot is gone, in order', async () => {
      const tailing = await active('tailing');
      await write(database, [row('0'), row('1')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1']));
      await tailing.stop();
      await eventually(() => database.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = $1', [database.name]));
      await write(database, [row('2')]);
      await started('polling');
      await eventually(() => expect(broker.values).toEqual(['0', '1', '0', '1', '2']));
    });
  });

  describe('from polling to log tailing', () => {
    it('sends what is left in the table first, and nothing that was sent', async () => {
      const polling = await started('polling');
      await write(database, [row('0'), row('1')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1']));
      await polling.stop();
      await write(database, [row('2')]);
      await started('tailing');
      await write(database, [row('3')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1', '2', '3']));
      await eventually(async () => expect(await slots()).toHaveLength(1));
    });
  });

  describe('while the other kind runs', () => {
    it.each<[Kind, Kind]>([
      ['tailing', 'polling'],
      ['polling', 'tailing'],
    ])('%s stays active, and %s waits for its end', async (first, second) => {
      const running = await active(first);
      const waiting = await started(second);
      await write(database, [row('0')]);
      await eventually(() => expect(broker.values).toEqual(['0']));
      expect([running.status().role, waiting.status().role]).toEqual(['active', 'standby']);
      await running.stop();
      await isActive(waiting);
      await write(database, [row('1')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1']));
    });
  });

  it('back and forth under writers loses nothing and lets nothing overtake', async () => {
    const writers = new Writers(database, 'test');
    let current = await active('tailing');
    for (const kind of ['polling', 'tailing', 'polling', 'tailing'] as const) {
      const before = broker.sent.length;
      await eventually(() => expect(broker.sent.length).toBeGreaterThan(before + 50));
      const next = await started(kind);
      await current.stop();
      await isActive(next);
      current = next;
    }
    await writers.finish();
    await eventually(() => expect(arrived(broker.sent)).toBe(writers.written));
  });

  describe('when the slot is dropped under writers', () => {
    it('loses nothing and lets nothing overtake, again and again', async () => {
      const writers = new Writers(database, 'test');
      const tailing = await active('tailing');
      for (let times = 0; times < 3; times += 1) {
        const before = broker.sent.length;
        await eventually(() => expect(broker.sent.length).toBeGreaterThan(before + 50));
        await eventually(async () => {
          await database.query('select pg_terminate_backend(active_pid) from pg_replication_slots where database = $1', [database.name]);
          await database.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = $1', [database.name]);
          expect(await slots()).toEqual([]);
        }, { every: 1 });
        await isActive(tailing);
      }
      await writers.finish();
      await eventually(() => expect(arrived(broker.sent)).toBe(writers.written), { within: 20_000 });
    });
  });
});
