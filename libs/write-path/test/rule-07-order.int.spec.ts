import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addBean, by, jar, newId, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('rule 7, the order of the outbox', () => {
  it('is the order of the calls, across aggregates and flights', async () => {
    const { writePath } = store.process({ callsPerFlight: 64 });
    const ids = Array.from({ length: 300 }, newId).reverse();
    await Promise.all(ids.map((id) => writePath.update([jar(id)], addBean(id), request())));
    const sent = await store.db.query<{ key: string }>('select key from outbox order by seq');
    expect(sent.map(({ key }) => key)).toEqual(ids);
    // As the log has it: a partition is a heap that is only appended to.
    const stored = await store.db.query<{ key: string }>('select key from outbox order by tableoid, ctid');
    expect(stored.map(({ key }) => key)).toEqual(ids);
  });

  it("is the order of one key's messages also where they change different aggregates and one of them has to run again", async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, apart] = [newId(), newId()];
    await one.writePath.update([jar(id)], addBean(id), request());
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());
    const key = newId();
    const settled: string[] = [];
    await Promise.all([
      one.writePath.update([jar(id)], addBean(id), by(received({ key }))).then(() => settled.push('first')),
      one.writePath.update([jar(apart)], addBean(apart), by(received({ key }))).then(() => settled.push('second')),
    ]);
    expect(settled).toEqual(['first', 'second']);
    const sent = await store.db.query<{ key: string }>('select key from outbox where key = any($1) order by seq', [[id, apart]]);
    expect(sent.map((row) => row.key).slice(-2)).toEqual([id, apart]);
  });
});
