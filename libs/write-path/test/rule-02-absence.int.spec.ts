import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Jar, addBean, by, jar, newId, received, request, shelf } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const tombstone: Jar = { owner: 'nobody', beans: 0 };

describe('rule 2, absence is a state', () => {
  it('from which a change may make one, also one that refuses what comes too late', async () => {
    const { writePath } = store.process();
    const id = newId();
    const bury = (given: Jar | undefined) => ({ states: [given ?? tombstone] as const });
    const found = (given: Jar | undefined) => (given === undefined || given.owner === 'nobody' ? {} : addBean(id)(given));
    await writePath.update([jar(id)], bury, by(received()));
    await writePath.update([jar(id)], found, by(received()));

    const [buried] = await store.db.query('select version, owner, beans from jars where id = $1', [id]);
    expect(buried).toEqual({ version: 1, owner: 'nobody', beans: 0 });
  });

  it('that another process may end between load and write: the decision is taken anew', async () => {
    const [one, other] = [store.process(), store.process()];
    const id = newId();
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());
    expect(await one.writePath.update([jar(id)], addBean(id), request())).toBe(2);

    const late = newId();
    const seen: unknown[] = [];
    one.sql.beforeWrite = () => other.writePath.update([jar(late)], addBean(late), request());
    await one.writePath.update([jar(late)], (given) => (seen.push(given?.beans), {}), by(received()));
    expect(seen).toEqual([undefined, 1]);
  });

  it('that many processes may end at the same moment: each of them counts', async () => {
    const processes = [1, 2, 3, 4].map(() => store.process());
    for (let i = 0; i < 20; i++) {
      const id = newId();
      const answers = await Promise.all(processes.map(({ writePath }) => writePath.update([jar(id)], addBean(id), request())));
      expect(answers.sort()).toEqual([1, 2, 3, 4]);
    }
  });

  it('that many processes may end at the same moment, each with another value that is unique: each of them counts', async () => {
    const processes = [1, 2, 3, 4].map(() => store.process());
    for (let i = 0; i < 20; i++) {
      const id = newId();
      const numbered = (given: Jar | undefined) => {
        const beans = (given?.beans ?? 0) + 1;
        return { states: [{ owner: 'Jane', beans }, { room: 1, label: `bean ${beans} of ${id}` }] as const };
      };
      await Promise.all(processes.map(({ writePath }) => writePath.update([jar(id), { ...shelf(newId()), likelyNew: true }], numbered, by(received()))));
      expect(await store.db.query('select beans from jars where id = $1', [id])).toEqual([{ beans: 4 }]);
    }
  });
});
