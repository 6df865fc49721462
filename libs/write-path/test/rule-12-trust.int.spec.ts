import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import type { AggregateTable } from '../src/index.ts';
import { addBean, beansAdded, by, jar, newId, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

const failure = { class: 'TypeError', detail: 'no such bean', attempts: 1 };

describe('rule 12, what is known is decided on at once, and compared by the write', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const beansIn = async (id: string) => (await store.db.query<{ beans: number }>('select beans from jars where id = $1', [id]))[0]?.beans;
  const sentFor = (id: string) => store.db.query('select 1 from outbox where key = $1', [id]);

  it('takes one statement for what this process wrote a moment ago, two for what it does not know', async () => {
    const { writePath, sql } = store.process({ trustFor: 60_000 });
    const id = newId();
    for (let i = 0; i < 3; i++) await writePath.update([jar(id)], addBean(id), request());
    expect([sql.loads.length, sql.writes.length]).toEqual([1, 3]);
    expect(await beansIn(id)).toBe(3);
  });

  it('takes one statement for what is likely new, and finds out when it is not', async () => {
    const [one, other] = [store.process(), store.process()];
    const id = newId();
    for (const { writePath } of [one, other]) await writePath.update([{ ...jar(id), likelyNew: true }], addBean(id), request());
    expect(one.sql.loads).toHaveLength(0);
    expect(await beansIn(id)).toBe(2);
  });

  it('decides again where another process was there meanwhile, and then does not trust for a while', async () => {
    const now = () => new Date('2026-11-21T12:00:00Z');
    const [one, other] = [store.process({ now }), store.process({ now })];
    const id = newId();
    for (let i = 0; i < 5; i++) for (const { writePath } of [one, other]) await writePath.update([jar(id)], addBean(id), request());
    expect(await beansIn(id)).toBe(10);
    expect(await sentFor(id)).toHaveLength(10);
    expect(one.sql.writes).toHaveLength(6);
  });

  it('does not take a row as one module knows it for what another one sees in it', async () => {
    const { writePath } = store.process();
    const id = newId();
    const owners: AggregateTable<string> = { table: 'jars', columns: { owner: 'text' }, toRow: (owner) => ({ owner }), fromRow: ({ owner }) => owner as string };
    await writePath.update([jar(id)], addBean(id), request());
    expect(await writePath.update([{ table: owners, id, readOnly: true }], (owner) => ({ answer: owner }), request())).toBe('Jane');
    expect(await writePath.update([jar(id)], addBean(id), request())).toBe(2);
  });

  it('gives no refusal that rests on what is stale', async () => {
    const [one, other] = [store.process(), store.process()];
    const id = newId();
    await one.writePath.update([jar(id)], addBean(id), request());
    await other.writePath.update([jar(id)], addBean(id), request());
    const two = (given: { beans: number } | undefined) => {
      if (given?.beans !== 2) throw new Refusal('conflict', 'NOT_TWO', 'There must be two');
      return { answer: 'two' };
    };
    expect(await one.writePath.update([jar(id)], two, request())).toBe('two');
  });

  it('keeps no refusal under a request\'s key that rests on what is stale', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, key] = [newId(), newId()];
    const open = (given: { beans: number } | undefined) => {
      if (!given) throw new Refusal('not-found', 'NO_JAR', 'There is no jar');
      return { answer: 'open' };
    };
    const asked = (again: string) => one.writePath.update([{ ...jar(id), readOnly: true }], open, request(`jane/${key}/${again}`));
    await expect(asked('early')).rejects.toThrow('There is no jar');
    await other.writePath.update([jar(id)], addBean(id), request());
    expect(await asked('late')).toBe('open');
    expect(await asked('late')).toBe('open');
    await expect(asked('early')).rejects.toThrow('There is no jar');
  });

  it('compares what it only reads', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, looked] = [newId(), newId()];
    await one.writePath.update([jar(looked)], addBean(looked), request());
    await other.writePath.update([jar(looked)], addBean(looked), request());
    const copy = (_: unknown, source: { beans: number } | undefined) => ({ states: [{ owner: 'copy', beans: source?.beans ?? 0 }] as const });
    await one.writePath.update([jar(id), { ...jar(looked), readOnly: true }], copy, request());
    expect(await beansIn(id)).toBe(2);
  });

  it('compares an absence that it only reads', async () => {
    const [one, other] = [store.process(), store.process()];
    const [ids, looked] = [[newId(), newId()], newId()];
    const copy = (_: unknown, source: { beans: number } | undefined) => ({ states: [{ owner: 'copy', beans: source?.beans ?? 0 }] as const });
    const seen: unknown[] = [];
    for (const id of ids) {
      await one.writePath.update([jar(id), { ...jar(looked), readOnly: true }], copy, request());
      seen.push(await beansIn(id));
      await other.writePath.update([jar(looked)], addBean(looked), request());
    }
    expect(seen).toEqual([0, 1]);
  });

  it('lets a repeated cause have one effect, and does not disturb who flies with it', async () => {
    const { writePath, sql } = store.process();
    const [id, message] = [newId(), received()];
    await writePath.update([jar(id)], addBean(id), by(message));
    await writePath.update([jar(id)], addBean(id), by(message));
    expect(await writePath.update([jar(id)], addBean(id), request(`jane/${id}`))).toBe(2);
    expect(await writePath.update([jar(id)], addBean(id), request(`jane/${id}`))).toBe(2);
    expect(await beansIn(id)).toBe(2);
    expect(sql.faults).toEqual([]);
  });

  it('queues behind a key that another process parked, and leaves a dead letter dead', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, key] = [newId(), newId()];
    const [poison, later] = [received({ key }), received({ key })];
    await one.writePath.update([jar(id)], addBean(id), request());
    await other.writePath.park('jars', poison, failure);
    for (const message of [later, poison]) await one.writePath.update([jar(id)], addBean(id), by(message));
    expect(await beansIn(id)).toBe(1);
    const letters = await store.db.query('select message_id, state from dead_letters where key = $1 order by position', [key]);
    expect(letters).toEqual([
      { message_id: poison.id, state: 'dead' },
      { message_id: later.id, state: 'waiting' },
    ]);
  });

  it('leaves a settled dead letter settled', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, key] = [newId(), newId()];
    const poison = received({ key });
    await one.writePath.update([jar(id)], addBean(id), request());
    await other.writePath.park('jars', poison, failure);
    await store.db.query(`update dead_letters set state = 'discarded', version = version + 1 where key = $1`, [key]);
    await one.writePath.update([jar(id)], addBean(id), by(poison));
    expect(await beansIn(id)).toBe(1);
  });

  it('reads again after a while, so that what was changed by hand is seen', async () => {
    let now = new Date('2026-11-21T12:00:00Z');
    const { writePath } = store.process({ trustFor: 1_000, now: () => now });
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    await store.db.query('update jars set beans = 40 where id = $1', [id]);
    now = new Date(now.getTime() + 999);
    expect(await writePath.update([jar(id)], addBean(id), request())).toBe(2);
    await store.db.query('update jars set beans = 40 where id = $1', [id]);
    now = new Date(now.getTime() + 1);
    expect(await writePath.update([jar(id)], addBean(id), request())).toBe(41);
  });

  it('is not misled by a write whose answer was lost', async () => {
    const { writePath, sql } = store.process();
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    sql.abandonWrite = true;
    await writePath.update([jar(id)], () => ({ states: [{ owner: 'Jane', beans: 7 }] as const, messages: [beansAdded(id, 7)] }), request());
    expect(await writePath.update([jar(id)], addBean(id), request())).toBe(8);
    expect(await sentFor(id)).toHaveLength(3);
  });
});
