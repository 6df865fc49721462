import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addBean, beansAdded, by, jar, newId, newIds, received, request, shelf } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const beansOf = async (ids: readonly string[]) =>
  (await store.db.query<{ beans: number }>('select beans from jars where id = any($1) order by id', [ids])).map(({ beans }) => beans);

describe('rule 3, several aggregates in one call', () => {
  it('of different tables are written together', async () => {
    const { writePath } = store.process();
    const [jarId, shelfId] = [newId(), newId()];
    const place = () => ({ states: [{ owner: 'Jane', beans: 1 }, { room: 9 }] as const, answer: 'placed' });
    expect(await writePath.update([jar(jarId), shelf(shelfId)], place, request())).toBe('placed');
    expect(await store.db.query('select j.beans, s.room from jars j, shelves s where j.id = $1 and s.id = $2', [jarId, shelfId])).toEqual([
      { beans: 1, room: 9 },
    ]);
  });

  it('are written whole or not at all when one of them changed meanwhile', async () => {
    const [one, other] = [store.process(), store.process()];
    const [from, to] = newIds(2) as [string, string];
    await Promise.all([from, to].map((id) => one.writePath.update([jar(id)], addBean(id), request())));
    const seen: number[][] = [];
    one.sql.beforeWrite = async () => {
      await other.writePath.update([jar(to)], addBean(to), request());
      one.sql.afterWrite = async () => seen.push(await beansOf([from, to]));
    };
    const move = (a: { beans: number } | undefined, b: { beans: number } | undefined) => ({
      states: [{ owner: 'Jane', beans: a!.beans - 1 }, { owner: 'Jane', beans: b!.beans + 1 }] as const,
    });
    await one.writePath.update([jar(from), jar(to)], move, by(received()));

    expect(seen).toEqual([[1, 2]]);
    expect(await beansOf([from, to])).toEqual([0, 3]);
  });

  it('keep a sum that two processes move about in both directions', async () => {
    const processes = [store.process(), store.process()];
    const ids = newIds(6);
    const fill = () => ({ states: [{ owner: 'Jane', beans: 100 }] as const });
    await Promise.all(ids.map((id) => processes[0]!.writePath.update([jar(id)], fill, request())));
    const move = (a: { beans: number } | undefined, b: { beans: number } | undefined) => ({
      states: [{ owner: 'Jane', beans: a!.beans - 1 }, { owner: 'Jane', beans: b!.beans + 1 }] as const,
    });
    await Promise.all(
      processes.flatMap(({ writePath }, p) =>
        Array.from({ length: 60 }, (_, i) => {
          const [a, b] = [ids[(i * 5 + p) % 6]!, ids[(i * 5 + p + 1 + (i % 4)) % 6]!];
          return writePath.update(p === 0 ? [jar(a), jar(b)] : [jar(b), jar(a)], move, request());
        }),
      ),
    );
    expect((await beansOf(ids)).reduce((sum, beans) => sum + beans)).toBe(600);
    expect(processes.flatMap(({ sql }) => sql.faults)).toEqual([]);
  });

  it('may be read only: neither locked nor written', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, looked] = [newId(), newId()];
    await other.writePath.update([jar(looked)], addBean(looked), request());
    one.sql.beforeWrite = () => other.writePath.update([jar(looked)], addBean(looked), request());
    const refs = [jar(id), { ...jar(looked), readOnly: true }] as const;
    const copy = (_: unknown, source: { beans: number } | undefined) => ({ states: [{ owner: 'copy', beans: source!.beans }] as const });
    await one.writePath.update(refs, copy, request());
    expect(await beansOf([id])).toEqual([1]);

    const meddle = () => ({ states: [undefined, { owner: 'x', beans: 7 }] as const });
    await expect(one.writePath.update(refs, meddle, request())).rejects.toThrow(/read only/);
  });

  it('may be none at all: a message that only leads to another is handled once, too', async () => {
    const { writePath } = store.process();
    const [key, message] = [newId(), received()];
    for (let i = 0; i < 2; i++) await writePath.update([], () => ({ messages: [beansAdded(key, 0)] }), by(message));
    expect(await store.db.query('select 1 from outbox where key = $1', [key])).toHaveLength(1);
  });

  it('are never the same one twice', async () => {
    const { writePath } = store.process();
    const id = newId();
    await expect(writePath.update([jar(id), jar(id.toUpperCase())], () => ({}), request())).rejects.toThrow(/twice/);
  });
});
