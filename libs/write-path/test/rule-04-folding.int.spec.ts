import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addBean, by, jar, newId, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('rule 4, many calls on one row in a flight', () => {
  it('see each other, and are one write of the row and all their messages', async () => {
    const { writePath, sql } = store.process();
    const id = newId();
    const answers = await Promise.all(Array.from({ length: 100 }, () => writePath.update([jar(id)], addBean(id), request())));

    const upTo100 = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(answers).toEqual(upTo100);
    expect(sql.writes).toHaveLength(1);
    expect(await store.db.query('select version, beans from jars where id = $1', [id])).toEqual([{ version: 1, beans: 100 }]);
    const sent = await store.db.query<{ payload: string }>('select payload from outbox where key = $1 order by seq', [id]);
    expect(sent.map(({ payload }) => JSON.parse(payload).beans)).toEqual(upTo100);
  });

  it("give a repeated cause the first one's result", async () => {
    const { writePath, sql } = store.process();
    const id = newId();
    const message = received();
    const cause = request(`jane/${id}`);
    const answers = await Promise.all([
      writePath.update([jar(id)], addBean(id), cause),
      writePath.update([jar(id)], addBean(id), cause),
      writePath.update([jar(id)], addBean(id), by(message)),
      writePath.update([jar(id)], addBean(id), by(message)),
    ]);
    expect(answers).toEqual([1, 1, 2, undefined]);
    expect(await store.db.query('select 1 from outbox where key = $1', [id])).toHaveLength(2);
    expect(sql.faults).toEqual([]);
  });

  it('keep what others of the flight did when one of them throws', async () => {
    const { writePath } = store.process();
    const id = newId();
    const fail = () => {
      throw new RangeError('no jar so large');
    };
    const results = await Promise.allSettled([
      writePath.update([jar(id)], addBean(id), request()),
      writePath.update([jar(id)], fail, by(received())),
      writePath.update([jar(id)], addBean(id), request()),
    ]);
    expect(results).toMatchObject([{ value: 1 }, { reason: new RangeError('no jar so large') }, { value: 2 }]);
  });
});
