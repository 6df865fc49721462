import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type Cause, PassingFault, PermanentFault, type WritePath } from '../src/index.ts';
import { addBean, beansAdded, by, jar, newId, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
afterEach(() => void jest.restoreAllMocks());

/** Lets time pass only where the test says so. @returns lets so many milliseconds pass */
const stopClock = (): ((milliseconds: number) => void) => {
  let now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  return (milliseconds) => void (now += milliseconds);
};

const adding = (id: string, writePath: WritePath, cause: Cause = request()) => writePath.update([jar(id)], addBean(id), cause);

const sending = (writePath: WritePath, ...sizes: number[]) => {
  const id = newId();
  const messages = sizes.map((size) => ({ ...beansAdded(id, 1), body: 'b'.repeat(size - '""'.length) }));
  return writePath.update([jar(id)], () => ({ messages }), request());
};

describe('rule 10, a message', () => {
  it('that no channel takes is refused to its own call only: it would never leave the outbox', async () => {
    const { writePath } = store.process();
    const results = await Promise.allSettled([1_000_000, 1_000_001, 100].map((size) => sending(writePath, size)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: expect.any(PermanentFault) });
    expect((results[1] as PromiseRejectedResult).reason.message).toMatch(/BeansAdded.* has 1000001 bytes; a message may have 1000000/);
  });
});

describe('rule 10, a flight', () => {
  it('takes 256 calls at most', async () => {
    const { writePath, sql } = store.process();
    await Promise.all(Array.from({ length: 600 }, () => adding(newId(), writePath)));
    expect(sql.writes.map(({ inbox }) => inbox.length)).toEqual([256, 256, 88]);
  });

  it('takes 1 MB at most, unless a single call needs more', async () => {
    const { writePath, sql } = store.process();
    await Promise.all([...Array.from({ length: 30 }, () => sending(writePath, 100_000)), sending(writePath, 800_000, 800_000)]);
    const large = sql.writes.filter((write) => JSON.stringify(write).length > 1_000_000);
    expect(large.map(({ inbox }) => inbox.length)).toEqual([1]);
    expect(sql.writes.reduce((sum, { inbox }) => sum + inbox.length, 0)).toBe(31);
  });
});

describe('rule 10, the queue', () => {
  it('turns away what comes beyond its bound: a request with a refusal, a message with a passing fault', async () => {
    const { writePath } = store.process({ queued: 3 });
    const [id, elsewhere] = [newId(), newId()];
    const results = await Promise.allSettled([
      ...Array.from({ length: 4 }, () => adding(id, writePath)),
      adding(elsewhere, writePath, by(received())),
    ]);
    expect(results).toMatchObject([
      { value: 1 },
      { value: 2 },
      { value: 3 },
      { reason: { kind: 'overloaded', code: 'OVERLOADED' } },
      { reason: expect.any(PassingFault) },
    ]);
  });

  it('turns away what waited too long', async () => {
    const { writePath, sql } = store.process({ patience: 100 });
    const pass = stopClock();
    const id = newId();
    let late: Promise<unknown> = Promise.resolve();
    sql.beforeWrite = async () => {
      late = expect(adding(id, writePath)).rejects.toMatchObject({ code: 'OVERLOADED' });
      pass(101);
    };
    expect(await adding(id, writePath)).toBe(1);
    expect(sql.beforeWrite).toBeUndefined();
    await late;
  });

  it('lets a caller leave whose deadline passed before the flight, and none after', async () => {
    const { writePath, sql } = store.process();
    const id = newId();
    const pass = stopClock();
    const late = adding(id, writePath, request(undefined, { deadline: new Date(Date.now() - 1) }));
    await expect(late).rejects.toMatchObject({ kind: 'overloaded', code: 'DEADLINE_PASSED' });
    expect(sql.writes).toEqual([]);

    sql.beforeWrite = async () => pass(150);
    expect(await adding(id, writePath, request(undefined, { deadline: new Date(Date.now() + 100) }))).toBe(1);
  });
});

describe('rule 10, a row that somebody holds', () => {
  it('stops nobody else', async () => {
    const { writePath, sql } = store.process({ connection: { lock_timeout: 200 } });
    const hot = newId();
    await adding(hot, writePath);
    const holder = new pg.Client({ connectionString: store.db.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from jars where id = $1 for update', [hot]);
    // That the row is held is remembered for a while: here for as long as the test takes.
    stopClock();

    for (let i = 0; i < 10; i++) {
      const ids = [hot, ...Array.from({ length: 5 }, newId)];
      const [held, ...others] = await Promise.allSettled(ids.map((id) => adding(id, writePath)));
      expect(held).toMatchObject({ reason: expect.any(PassingFault) });
      expect(others).toEqual(Array.from({ length: 5 }, () => ({ status: 'fulfilled', value: 1 })));
    }
    // One flight waited as long as the lock timeout says; none after it did.
    expect(sql.faults.map(({ sqlState }) => sqlState)).toEqual(['55P03']);
    await holder.query('commit');
    await holder.end();
    expect(await adding(hot, writePath)).toBe(2);
  });
});
