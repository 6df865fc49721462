import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { type Jar, addBean, beansAdded, by, jar, newId, received, request, timer } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const full = (given: Jar | undefined) => {
  if ((given?.beans ?? 0) >= 1) throw new Refusal('conflict', 'JAR_FULL', 'The jar is full', '/beans');
  return { states: [{ owner: 'Jane', beans: 1 }] as const };
};
const versionOf = async (id: string) =>
  (await store.db.query<{ version: number }>('select version from jars where id = $1', [id]))[0]?.version;
const sentOf = (id: string) => store.db.query('select type from outbox where key = $1', [id]);
const seen = (messageId: string) => store.db.query('select subscriber, answer from inbox where message_id = $1', [messageId]);

describe('rule 5, a request that is refused', () => {
  it('writes nothing but its answer, and gets it again although the state has changed', async () => {
    const { writePath } = store.process();
    const id = newId();
    const key = `jane/${id}`;
    await writePath.update([jar(id)], full, request());
    const refusal = { kind: 'conflict', code: 'JAR_FULL', message: 'The jar is full', field: '/beans' };
    await expect(writePath.update([jar(id)], full, request(key))).rejects.toMatchObject(refusal);
    expect(await versionOf(id)).toBe(1);
    expect(await seen(key)).toEqual([
      { subscriber: 'request', answer: { refusal: { kind: 'conflict', code: 'JAR_FULL', detail: 'The jar is full', field: '/beans' } } },
    ]);

    await writePath.update([jar(id)], () => ({ states: [{ owner: 'Jane', beans: 0 }] as const }), request());
    const repeat = writePath.update([jar(id)], full, request(key));
    await expect(repeat).rejects.toMatchObject(refusal);
    await expect(repeat).rejects.toBeInstanceOf(Refusal);
  });

  it('without a key writes nothing at all', async () => {
    const { writePath, sql } = store.process();
    const id = newId();
    await writePath.update([jar(id)], full, request());
    await expect(writePath.update([jar(id)], full, request())).rejects.toBeInstanceOf(Refusal);
    expect(sql.writes).toHaveLength(1);
  });
});

describe('rule 5, a message that cannot have its usual effect', () => {
  it('has an outcome: what it leads to instead, and its inbox row', async () => {
    const { writePath } = store.process();
    const id = newId();
    const message = received();
    await writePath.update([jar(id)], (given) => ({ states: [given], messages: [beansAdded(id, 0)] }), by(message));
    expect(await versionOf(id)).toBeUndefined();
    expect(await sentOf(id)).toHaveLength(1);
    expect(await seen(message.id)).toEqual([{ subscriber: 'jars', answer: null }]);
  });

  it('is at fault when its change throws, a refusal too: only this call is rejected, and nothing is kept', async () => {
    const { writePath } = store.process();
    const id = newId();
    const message = received();
    await writePath.update([jar(id)], full, request());
    await expect(writePath.update([jar(id)], full, by(message))).rejects.toMatchObject({ code: 'JAR_FULL' });
    expect(await seen(message.id)).toEqual([]);
  });
});

describe('rule 5, a change that changes nothing', () => {
  it('makes an inbox row and no new version', async () => {
    const { writePath } = store.process();
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    const message = received();
    await writePath.update([jar(id)], (given) => ({ states: [given] }), by(message));
    await writePath.update([jar(id)], () => ({}), timer());
    expect(await versionOf(id)).toBe(1);
    expect(await sentOf(id)).toHaveLength(1);
    expect(await seen(message.id)).toHaveLength(1);
  });
});
