import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Histories } from '../src/index.ts';
import { type Bag, type BagEvent, bag, bags, bagsOf, makeBags, putBean } from './bag.mother.ts';
import { addBean, by, jar, newId, received, timer } from './jar.mother.ts';
import { type Process, type Store, openStore } from './store.ts';

let store: Store;
let one: Process;
let other: Process;
let histories: Histories<Bag, BagEvent>;
beforeAll(async () => {
  store = await openStore();
  await makeBags(store.db);
  [one, other] = [store.process(), store.process()];
  histories = new Histories(one.sql, bags);
});
afterAll(() => store?.close());

const put = (process: Process, id: string) => process.writePath.update([bag(id)], putBean(), timer());
const eventsOf = async (id: string) => (await histories.of(id)).map(({ version, type }) => `${version} ${type}`);
const headOf = async (id: string) => (await store.db.query('select version, beans, snapshot from bags where id = $1', [id]))[0];
/** As a process finds it that has never seen it. */
const foundBy = async (process: Process, id: string, of = bags) => {
  let found: Bag | undefined;
  await process.writePath.update([bag(id, of)], (given) => ((found = given?.state), {}), timer());
  return found;
};

describe('an aggregate that is kept by its events', () => {
  it('is what they say, and another process reads it so', async () => {
    const id = newId();
    expect(await put(one, id)).toBe(1);
    expect(await put(one, id)).toBe(2);
    expect(await eventsOf(id)).toEqual(['1 BagOpened', '2 BeansPut', '3 BeansPut']);
    expect(await headOf(id)).toMatchObject({ version: 3, beans: 2 });
    expect(await foundBy(store.process(), id)).toEqual({ owner: 'Jane', beans: 2, since: new Date('2026-11-21T07:00:00Z') });
  });

  it('has one version for each event, in the order of the calls of a flight', async () => {
    const id = newId();
    expect(await Promise.all(Array.from({ length: 50 }, () => put(one, id)))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(await eventsOf(id)).toEqual(['1 BagOpened', ...Array.from({ length: 50 }, (_, i) => `${i + 2} BeansPut`)]);
    expect(await headOf(id)).toMatchObject({ version: 51, beans: 50 });
  });

  it('has no new version where nothing happened', async () => {
    const id = newId();
    await put(one, id);
    await one.writePath.update([bag(id)], (given) => ({ states: [bags.append(given, [])] }), by(received()));
    expect(await headOf(id)).toMatchObject({ version: 2 });
  });

  it('is not there where nothing happened', async () => {
    const id = newId();
    await one.writePath.update([bag(id)], (given) => ({ states: [bags.append(given, [])] }), timer());
    expect(await headOf(id)).toBeUndefined();
  });

  it('does not have a message’s effect twice', async () => {
    const id = newId();
    const cause = by(received());
    for (const process of [one, other, one]) await process.writePath.update([bag(id)], putBean(), cause);
    expect(await eventsOf(id)).toEqual(['1 BagOpened', '2 BeansPut']);
  });
});

describe('the gate of an event-sourced aggregate', () => {
  it('lets no decision pass that rests on what another process has appended to', async () => {
    const id = newId();
    await put(one, id);
    one.sql.beforeWrite = () => put(other, id);
    expect(await put(one, id)).toBe(3);
    expect(await eventsOf(id)).toEqual(['1 BagOpened', '2 BeansPut', '3 BeansPut', '4 BeansPut']);
  });

  it('lets one of two first appends pass, and the other decide again', async () => {
    const id = newId();
    one.sql.beforeWrite = () => put(other, id);
    expect(await put(one, id)).toBe(2);
    expect(await eventsOf(id)).toEqual(['1 BagOpened', '2 BeansPut', '3 BeansPut']);
  });

  it('keeps four processes from losing or doubling an event', async () => {
    const id = newId();
    const processes = [one, other, store.process(), store.process()];
    const answers = await Promise.all(processes.flatMap((process) => Array.from({ length: 10 }, () => put(process, id))));
    expect(answers.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(await eventsOf(id)).toHaveLength(41);
  });

  it('takes bag and jar together or not at all', async () => {
    const [bagId, jarId] = [newId(), newId()];
    await one.writePath.update([jar(jarId)], addBean(jarId), timer());
    one.sql.beforeWrite = () => other.writePath.update([jar(jarId)], addBean(jarId), timer());
    const both = one.writePath.update([bag(bagId), jar(jarId)], (into, from) => ({
      states: [putBean()(into).states[0], { ...from!, beans: from!.beans - 1 }],
      answer: from!.beans,
    }), timer());
    expect(await both).toBe(2);
    expect(await eventsOf(bagId)).toHaveLength(2);
  });
});

describe('a snapshot', () => {
  const longOne = async () => {
    const id = newId();
    for (let beans = 0; beans < 6; beans++) await put(one, id);
    return id;
  };

  it('is kept whenever so many events have been appended, and only what came after it is folded', async () => {
    const id = await longOne();
    expect(await headOf(id)).toMatchObject({ version: 7, snapshot: { version: 6, schema: 1, state: { beans: 5 } } });
    await store.db.query('create table kept as select * from bag_events where id = $1 and version <= 6', [id]);
    await store.db.query('delete from bag_events where id = $1 and version <= 6', [id]);
    expect(await foundBy(store.process(), id)).toMatchObject({ owner: 'Jane', beans: 6 });
    await store.db.query('insert into bag_events select * from kept');
  });

  it('of another schema is not looked at: all events are folded', async () => {
    const id = await longOne();
    await store.db.query(`update bags set snapshot = jsonb_set(snapshot, '{state,beans}', '100') where id = $1`, [id]);
    expect(await foundBy(store.process(), id)).toMatchObject({ beans: 101 });
    expect(await foundBy(store.process(), id, bagsOf(2))).toMatchObject({ beans: 6 });
    expect((await histories.compare()).drifts).toEqual([{ id, what: 'its snapshot' }]);
    await store.db.query(`update bags set snapshot = jsonb_set(snapshot, '{state,beans}', '5') where id = $1`, [id]);
  });
});

describe('a history', () => {
  it('says what happened, when, and why', async () => {
    const id = newId();
    const message = received({ correlationId: 'correlation-7' });
    await one.writePath.update([bag(id)], putBean(), by(message));
    expect(await histories.of(id)).toMatchObject([
      { version: 1, type: 'BagOpened', data: { owner: 'Jane' }, correlationId: 'correlation-7', causationId: message.id },
      { version: 2, type: 'BeansPut', data: { beans: 1 }, at: expect.any(Date) },
    ]);
  });

  it('tells the state of any time', async () => {
    const id = newId();
    let now = new Date('2026-11-21T08:00:00Z');
    const slow = store.process({ now: () => now });
    await put(slow, id);
    now = new Date('2026-11-21T09:00:00Z');
    await put(slow, id);
    const at = async (time: string) => histories.stateAfter(await histories.of(id, new Date(time)));
    expect(await at('2026-11-21T07:59:59Z')).toBeUndefined();
    expect(await at('2026-11-21T08:00:00Z')).toMatchObject({ beans: 1 });
    expect(await at('2026-11-21T09:30:00Z')).toMatchObject({ beans: 2 });
  });
});

describe('what is kept beside the events', () => {
  it('is what all the events of this file lead to', async () => {
    const { compared, drifts } = await histories.compare();
    expect(compared).toBeGreaterThan(5);
    expect(drifts).toEqual([]);
  });

  it.each([
    ['a head that says something else', `update bags set beans = beans + 1 where id = $1`, "its head's beans"],
    ['an event that is lost', `delete from bag_events where id = $1 and version = 2`, 'its versions: 1,3 of 3'],
  ])('%s is found', async (_, tamper, what) => {
    const id = newId();
    await put(one, id);
    await put(one, id);
    await store.db.query(tamper, [id]);
    expect((await histories.compare()).drifts).toEqual([{ id, what }]);
    await store.db.query('delete from bags where id = $1', [id]);
  });
});
