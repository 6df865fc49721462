import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import { PassingFault, PermanentFault } from '../src/index.ts';
import { type Jar, addBean, beansAdded, by, jar, newId, newIds, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const jarOf = async (id: string) => (await store.db.query('select version, beans from jars where id = $1', [id]))[0];

/** Makes the database raise a code for the jars of one owner, so often and no more. */
const raise = async (owner: string, code: string, times: number) => {
  const name = `raised_${owner}`;
  await store.db.query(`create sequence ${name}`);
  await store.db.query(`create function ${name}() returns trigger language plpgsql as $$ begin
    if nextval('${name}') <= ${times} then raise 'as the test wants it' using errcode = '${code}'; end if; return new; end $$`);
  await store.db.query(`create trigger ${name} before insert on jars for each row
    when (new.owner = '${owner}') execute function ${name}()`);
};

describe('rule 8, data that the database does not take', () => {
  it.each<[string, string, Partial<Jar>]>([
    ['22P05', 'U+0000, which fails a whole jsonb', { owner: 'J\0ne' }],
    ['23514', 'a value that a check forbids', { beans: -1 }],
    ['22003', 'a number out of range', { beans: 2 ** 40 }],
    ['23502', 'a missing value', { owner: undefined as unknown as string }],
  ])('(%s, %s) fails only the message that brought it, among many', async (sqlState, _, bad) => {
    const { writePath, sql } = store.process();
    const ids = Array.from({ length: 60 }, newId);
    const results = await Promise.allSettled(
      ids.map((id, i) =>
        i === 37
          ? writePath.update([jar(id)], () => ({ states: [{ owner: 'Jane', beans: 1, ...bad }] as const }), by(received({ key: id })))
          : writePath.update([jar(id)], addBean(id), by(received({ key: id }))),
      ),
    );
    const failed = results.flatMap((result, i) => (result.status === 'rejected' ? [{ i, reason: result.reason as unknown }] : []));
    expect(failed).toEqual([{ i: 37, reason: expect.any(PermanentFault) }]);
    expect(await store.db.query('select 1 from jars where id = any($1)', [ids])).toHaveLength(59);
    expect(new Set(sql.faults.map((fault) => fault.sqlState))).toEqual(new Set([sqlState]));
    expect(sql.writes.length).toBeLessThan(2 * Math.log2(60) + 4);
  });

  it('fails only its own call when it is the id that is none', async () => {
    const { writePath } = store.process();
    const id = newId();
    const calls = ['nonsense', id].map((of) => writePath.update([jar(of)], addBean(of), request()));
    const results = await Promise.allSettled(calls);
    expect(results).toMatchObject([{ reason: expect.any(PermanentFault) }, { value: 1 }]);
  });

  it('leaves the order of the others of its aggregate', async () => {
    const { writePath } = store.process();
    const id = newId();
    const bad = () => ({ messages: [{ ...beansAdded(id, 0), key: 'a \0 byte' }] });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => writePath.update([jar(id)], i === 9 ? bad : addBean(id), request())),
    );
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(answers).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
  });

  it('is a refusal to a request whose constraint stands for one, and kept under its key', async () => {
    const { writePath, sql } = store.process();
    const ids = newIds(8);
    const note = newId();
    const noted = () => ({ states: [{ owner: 'Jane', beans: 1, note }] as const });
    const results = await Promise.allSettled(ids.map((id) => writePath.update([jar(id)], noted, request(`jane/${id}`))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.at(-1)).toMatchObject({ reason: { kind: 'conflict', code: 'NOTE_IN_USE' } });

    const faults = sql.faults.length;
    await expect(writePath.update([jar(ids.at(-1)!)], noted, request(`jane/${ids.at(-1)}`))).rejects.toMatchObject({ code: 'NOTE_IN_USE' });
    expect(sql.faults).toHaveLength(faults);
    await expect(writePath.update([jar(newId())], noted, by(received()))).rejects.toBeInstanceOf(PermanentFault);
  });
});

describe('rule 8, a database that is busy or away', () => {
  it.each(['40001', '40P01', '53200', '57014'])('(%s) is tried again', async (code) => {
    const { writePath, sql } = store.process({ retryAfter: 1 });
    const owner = `busy_${code.toLowerCase()}`;
    await raise(owner, code, 2);
    const id = newId();
    expect(await writePath.update([jar(id)], () => ({ states: [{ owner, beans: 1 }] as const, answer: 'done' }), request())).toBe('done');
    expect(sql.faults.map(({ sqlState }) => sqlState)).toEqual([code, code]);
  });

  it('for longer is a passing fault, and nothing was done', async () => {
    const { writePath } = store.process({ retryAfter: 1, retries: 2 });
    await raise('busy_for_ever', '53300', 1_000);
    const [id, message] = [newId(), received()];
    const change = () => ({ states: [{ owner: 'busy_for_ever', beans: 1 }] as const });
    await expect(writePath.update([jar(id)], change, by(message))).rejects.toBeInstanceOf(PassingFault);
    expect(await jarOf(id)).toBeUndefined();
    expect(await store.db.query('select 1 from inbox where message_id = $1', [message.id])).toEqual([]);
  });

  it('is a passing fault where nobody listens', async () => {
    const { writePath } = store.process({ retryAfter: 1, connection: { connectionString: 'postgresql://nobody@127.0.0.1:1/none' } });
    await expect(writePath.update([jar(newId())], () => ({}), request())).rejects.toBeInstanceOf(PassingFault);
  });

  it('and ends the session in the middle of a write: the effect comes once', async () => {
    const { writePath, sql } = store.process({ connection: { application_name: 'to_be_ended' } });
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    const holder = new pg.Client({ connectionString: store.db.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from jars where id = $1 for update', [id]);

    const added = writePath.update([jar(id)], addBean(id), request());
    const ended = await eventually(async () => {
      const rows = await store.db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to_be_ended' and wait_event_type = 'Lock'`,
      );
      if (rows.length === 0) throw new Error('no write waits for the lock');
      return rows.length;
    });
    await holder.query('commit');
    await holder.end();

    expect([ended, await added]).toEqual([1, 2]);
    expect(sql.faults.map(({ sqlState }) => sqlState)).toEqual(['57P01']);
    expect(await jarOf(id)).toEqual({ version: 2, beans: 2 });
  });
});
