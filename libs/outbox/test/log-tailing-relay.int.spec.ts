import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import type pg from 'pg';
import { LogTailingRelay } from '../src/index.ts';
import type { LogTailingRelayOptions } from '../src/index.ts';
import { RefusedRecords } from '../src/refused-records.ts';
import { KeptBroker } from './kept-broker.ts';
import { addDay, isActive, transaction, unhurried, write } from './outbox-database.ts';

describe('LogTailingRelay', () => {
  let database: TestDatabase;
  let broker: KeptBroker;
  let relays: LogTailingRelay[];

  const started = async (options: Partial<LogTailingRelayOptions> = {}): Promise<LogTailingRelay> => {
    const relay = new LogTailingRelay({
      databaseUrl: database.url,
      source: '/ftgo/test-service',
      producer: broker,
      ...options,
      bounds: { ...unhurried, standbyEvery: 100, stopWithin: 500, ...options.bounds },
    });
    relays.push(relay);
    await relay.start();
    return relay;
  };
  const active = async (options?: Partial<LogTailingRelayOptions>): Promise<LogTailingRelay> => {
    const relay = await started(options);
    await isActive(relay);
    return relay;
  };
  const row = (payload: string) => ({ channel: 'test', key: 'jane', payload });
  const slot = async (): Promise<{ name: string; confirmed: string; active: boolean } | undefined> => {
    const found = await database.query<{ name: string; confirmed: string; active: boolean }>(
      'select slot_name as name, confirmed_flush_lsn::text as confirmed, active from pg_replication_slots where database = $1 and not temporary',
      [database.name],
    );
    return found[0];
  };
  /** Once whoever had it is gone. */
  const dropSlot = () => eventually(async () => database.query('select pg_drop_replication_slot($1)', [(await slot())!.name]));
  const confirmedBeyond = async (position: string): Promise<boolean> => {
    const [answer] = await database.query<{ beyond: boolean }>('select $1::pg_lsn >= $2::pg_lsn as beyond', [(await slot())!.confirmed, position]);
    return answer!.beyond;
  };
  const logEnd = async (): Promise<string> => (await database.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn'))[0]!.lsn;
  const unrelatedWrites = async (): Promise<void> => {
    await database.query('create table if not exists unrelated (n integer)');
    await database.query('insert into unrelated select generate_series(1, 1000)');
  };

  beforeEach(async () => {
    relays = [];
    broker = new KeptBroker();
    database = await testDatabase();
  });

  afterEach(async () => {
    broker.before = () => {};
    await Promise.all(relays.map((relay) => relay.stop()));
    await database.drop();
  });

  describe('with its slot', () => {
    it('names it after the database, and marks it to survive a failover', async () => {
      await active();
      expect(await slot()).toMatchObject({ name: `${database.name}_outbox`, active: true });
      expect(await database.query('select failover from pg_replication_slots where database = $1', [database.name])).toEqual([{ failover: true }]);
    });

    it('takes another name by option', async () => {
      await active({ slot: `${database.name}_other` });
      expect((await slot())!.name).toBe(`${database.name}_other`);
    });

    it('leaves it free when it stops', async () => {
      await (await active()).stop();
      await eventually(async () => expect(await slot()).toMatchObject({ active: false }));
    });

    it('does not keep it from itself where its connection is ended just when it has it', async () => {
      const open = RefusedRecords.open.bind(RefusedRecords);
      const first = jest.spyOn(RefusedRecords, 'open').mockImplementationOnce(async (client) => {
        await database.query('select pg_terminate_backend($1, 10000)', [(client as pg.Client & { processID: number }).processID]);
        return open(client);
      });
      await started();
      await eventually(() => expect(first).toHaveBeenCalled());
      await write(database, [row('0')]);
      await eventually(() => expect(broker.values).toEqual(['0']));
      first.mockRestore();
    });

    it('confirms what it sent', async () => {
      await started();
      await write(database, [row('0')]);
      const written = await logEnd();
      await eventually(async () => expect(await confirmedBeyond(written)).toBe(true));
    });

    it('follows a log in which only others write', async () => {
      await started();
      await unrelatedWrites();
      const written = await logEnd();
      await eventually(async () => expect(await confirmedBeyond(written)).toBe(true));
      expect(broker.sent).toEqual([]);
    });

    it('does not follow it past a row that the broker has not taken', async () => {
      const relay = await active();
      let tries = 0;
      broker.before = () => {
        tries += 1;
        throw new Error('the broker is away');
      };
      const before = await logEnd();
      await write(database, [row('0')]);
      await unrelatedWrites();
      const written = await logEnd();
      await eventually(() => expect(tries).toBeGreaterThan(3));
      expect(await confirmedBeyond(written)).toBe(false);
      expect(relay.status().backlog).toBe(1);
      broker.before = () => {};
      await eventually(async () => expect(await confirmedBeyond(written)).toBe(true));
      expect(broker.values).toEqual(['0']);
      expect(before).not.toBe(written);
    });
  });

  describe('when its slot is gone', () => {
    it('sends what the table still holds, in the order it was written, and then what comes', async () => {
      const first = await active();
      await write(database, [row('0'), row('1')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1']));
      await first.stop();
      await dropSlot();
      await write(database, [row('2')]);
      await write(database, [row('3')]);
      await first.start();
      await write(database, [row('4')]);
      await eventually(() => expect(broker.values).toEqual(['0', '1', '0', '1', '2', '3', '4']));
    });

    it('reads the table again where it died in the middle of it', async () => {
      for (let n = 0; n < 3; n += 1) await write(database, Array.from({ length: 500 }, (_, index) => row(String(n * 500 + index))));
      broker.before = () => {
        if (broker.sizes.length === 1) throw new Error('the broker is away');
      };
      const first = await started();
      await eventually(() => expect(broker.sent).toHaveLength(500));
      await first.stop();
      expect(await slot()).toBeUndefined();
      broker.before = () => {};
      await started();
      await eventually(() => expect(new Set(broker.values).size).toBe(1_500));
      expect(broker.values.slice(500)).toEqual(Array.from({ length: 1_500 }, (_, index) => String(index)));
    });

    it('has it made by one of several that start together', async () => {
      await write(database, [row('0'), row('1')]);
      await Promise.all([started(), started(), started()]);
      await write(database, [row('2')]);
      // A slot is made when all transactions that are open in the server have ended, also those of other tests.
      await eventually(() => expect(relays.map((relay) => relay.status().role).sort()).toEqual(['active', 'standby', 'standby']), { within: 30_000 });
      await eventually(() => expect(broker.values).toEqual(['0', '1', '2']));
    });

    it('makes it anew where the publication is gone, which the slot cannot be read without', async () => {
      const first = await started();
      await write(database, [row('0')]);
      await eventually(() => expect(broker.values).toEqual(['0']));
      await first.stop();
      await database.query('drop publication ftgo_outbox');
      await write(database, [row('1')]);
      await first.start();
      await eventually(() => expect(broker.values).toEqual(['0', '0', '1']));
    });
  });

  describe('under load', () => {
    it('sends at once when idle, and in full batches what gathers meanwhile', async () => {
      await active();
      let release = (): void => {};
      broker.before = () => new Promise((resolve) => (release = resolve));
      await write(database, [row('first')]);
      await eventually(() => expect(release).not.toHaveLength(0));
      for (let n = 0; n < 3; n += 1) await write(database, Array.from({ length: 800 }, () => row('x')));
      await eventually(() => expect(relays[0]!.status().backlog).toBe(2_401));
      broker.before = () => {};
      release();
      await eventually(() => expect(broker.sizes).toEqual([1, 1_000, 1_000, 400]));
    });

    it('ends a batch at its bytes', async () => {
      await write(database, [row('a')]);
      await started({ bounds: { batchBytes: 100_000 } });
      await eventually(() => expect(broker.sizes).toEqual([1]));
      await write(database, Array.from({ length: 12 }, () => row('x'.repeat(40_000))));
      await eventually(() => expect(broker.sent).toHaveLength(13));
      expect(Math.max(...broker.sizes)).toBeLessThanOrEqual(2);
    });

    it('lets the server wait rather than fill its memory while the broker does not answer', async () => {
      const relay = await active({ bounds: { heldRows: 500 } });
      let release = (): void => {};
      broker.before = () => new Promise((resolve) => (release = resolve));
      // More than the sockets' buffers take.
      for (let n = 0; n < 20; n += 1) await write(database, Array.from({ length: 1_000 }, () => row('x'.repeat(1_000))));
      await eventually(() => expect(relay.status().backlog).toBeGreaterThanOrEqual(500));
      const held = relay.status().backlog!;
      expect(held).toBeLessThan(1_500);
      await unrelatedWrites();
      expect(relay.status().backlog).toBe(held);
      broker.before = () => {};
      release();
      await eventually(() => expect(broker.sent).toHaveLength(20_000), { within: 40_000 });
    });
  });

  describe('while only its own broker is away', () => {
    it('leaves the slot to another relay, and begins again where none takes it', async () => {
      const first = await started({ bounds: { patience: 200 } });
      broker.before = () => {
        throw new Error('the broker is away');
      };
      await write(database, [row('0')]);
      await eventually(() => expect(first.status().role).toBe('standby'));
      await eventually(() => expect(first.status().role).toBe('active'));
      const other = new KeptBroker();
      const second = await started({ producer: other });
      await eventually(() => expect(other.values).toEqual(['0']));
      expect([first.status().role, second.status().role]).toEqual(['standby', 'active']);
    });
  });

  describe('keeping the table', () => {
    const days = async (): Promise<number[]> =>
      (
        await database.query<{ day: number }>(
          `select to_date(right(relid::text, 8), 'YYYYMMDD') - (now() at time zone 'utc')::date as day
           from (select relid::regclass::text as relid from pg_partition_tree('outbox')) as t where relid ~ '\\d{8}$' order by 1`,
        )
      ).map(({ day }) => day);

    it('makes the days ahead', async () => {
      await database.query(`do $$ declare day text; begin
        for day in select relid::regclass::text from pg_partition_tree('outbox') where relid::regclass::text ~ '\\d{8}$' loop execute 'drop table ' || day; end loop;
      end $$`);
      await active();
      expect((await days()).slice(0, 3)).toEqual([0, 1, 2]);
    });

    it('drops days that were sent, and keeps one full day', async () => {
      for (const day of [-1, -2, -3]) await addDay(database, day);
      await write(database, [row('old')], { daysAgo: 3 });
      await started({ bounds: { housekeepingEvery: 50 } });
      await eventually(async () => expect((await days()).slice(0, 2)).toEqual([-1, 0]));
      expect(broker.values).toEqual(['old']);
    });

    it('keeps days that were not sent', async () => {
      await started({ bounds: { housekeepingEvery: 50 } });
      let tries = 0;
      broker.before = () => {
        tries += 1;
        throw new Error('the broker is away');
      };
      await addDay(database, -3);
      await write(database, [row('old')], { daysAgo: 3 });
      await eventually(() => expect(tries).toBeGreaterThan(3));
      expect(await days()).toContain(-3);
      broker.before = () => {};
      await eventually(async () => expect(await days()).not.toContain(-3));
      expect(broker.values).toEqual(['old']);
    });

    it('waits for a writer that has a past day in hand', async () => {
      await addDay(database, -3);
      await active({ bounds: { housekeepingEvery: 50 } });
      await transaction(database, async (query) => {
        await write({ query }, [row('late')], { daysAgo: 3 });
        await write(database, [row('now')]);
        await eventually(() => expect(broker.values).toEqual(['now']));
        expect(await days()).toContain(-3);
      });
      await eventually(async () => expect(await days()).not.toContain(-3));
      expect(broker.values).toEqual(['now', 'late']);
    });
  });
});
