import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import { SqlFault } from '../src/index.ts';
import { addBean, by, jar, newId, newIds, received, request, timer } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const lost = async () => {
  throw new SqlFault('the connection was lost', undefined, undefined);
};
const beansOf = async (id: string) => (await store.db.query<{ beans: number }>('select beans from jars where id = $1', [id]))[0]?.beans;

describe('rule 9, a commit whose answer was lost', () => {
  it.each([
    ['a request with a key', () => request(`jane/${newId()}`), 2],
    ['a request without one', () => request(), 2],
    ['a deadline', () => timer(), 2],
    ['a message', () => by(received()), undefined],
  ])('is found again by its cause: %s', async (_, causeOf, answer) => {
    const { writePath, sql } = store.process({ retryAfter: 1 });
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    sql.afterWrite = lost;
    expect(await writePath.update([jar(id)], addBean(id), causeOf())).toBe(answer);
    expect(await beansOf(id)).toBe(2);
    expect(await store.db.query('select 1 from outbox where key = $1', [id])).toHaveLength(2);
  });

  it('is found again although the write goes on when its connection is taken for lost', async () => {
    const { writePath, sql } = store.process({ retryAfter: 1 });
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    const holder = new pg.Client({ connectionString: store.db.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from jars where id = $1 for update', [id]);

    sql.abandonWrite = true;
    const added = writePath.update([jar(id)], addBean(id), request());
    await eventually(() => expect(sql.writes).toHaveLength(3));
    await holder.query('commit');
    await holder.end();

    expect(await added).toBe(2);
    expect(await beansOf(id)).toBe(2);
  });

  it('is followed by what is missing, and only that', async () => {
    const [one, other] = [store.process({ retryAfter: 1 }), store.process()];
    const [stale, fresh] = newIds(2) as [string, string];
    await one.writePath.update([jar(stale)], addBean(stale), request());
    // The flight writes one group and not the other, and its answer is lost.
    one.sql.beforeWrite = () => other.writePath.update([jar(stale)], addBean(stale), request());
    one.sql.afterWrite = lost;
    const answers = await Promise.all([stale, fresh].map((id) => one.writePath.update([jar(id)], addBean(id), request())));
    expect(answers).toEqual([3, 1]);
    expect([await beansOf(stale), await beansOf(fresh)]).toEqual([3, 1]);
  });

  it('does not count a message twice that is delivered again by a restarted process', async () => {
    const [before, after] = [store.process({ retries: 0 }), store.process()];
    const id = newId();
    const message = received();
    before.sql.afterWrite = lost;
    await expect(before.writePath.update([jar(id)], addBean(id), by(message))).rejects.toMatchObject({ name: 'PassingFault' });
    await after.writePath.update([jar(id)], addBean(id), by(message));
    expect(await beansOf(id)).toBe(1);
  });
});
