import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addBean, jar, newId, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const daysOf = async () => {
  const leaves = `select relid::regclass::text as name from pg_partition_tree('outbox') where isleaf order by 1`;
  return (await store.db.query<{ name: string }>(leaves)).map(({ name }) => name);
};
const nameOf = (daysFromNow: number) =>
  `outbox_${new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}`;
const insert = (day: string) =>
  store.db.query(
    `insert into outbox (id, day, channel, key, type, subject, time, correlation_id, content_type, payload)
     values (gen_random_uuid(), ${day}, 'c', 'k', 't', 's', now(), 'c', 'application/json', '{}')`,
  );

describe("the outbox's days", () => {
  beforeEach(() => store.db.query('select maintain_outbox(14)'));

  it('are made two weeks ahead, by the migration and by whoever keeps them', async () => {
    expect(await daysOf()).toEqual([...Array.from({ length: 15 }, (_, i) => nameOf(i)), 'outbox_default']);
    await store.db.query(`drop table ${nameOf(3)}`);
    await Promise.all([1, 2, 3].map(() => store.db.query('select maintain_outbox(14)')));
    expect(await daysOf()).toHaveLength(16);
  });

  it('are dropped when all of a day is sent, and no day more', async () => {
    await store.db.query(`create table ${nameOf(-2)} partition of outbox for values from (current_date - 2) to (current_date - 1)`);
    await store.db.query(`create table ${nameOf(-1)} partition of outbox for values from (current_date - 1) to (current_date)`);
    await insert('current_date - 3');
    await insert('current_date - 1');
    await store.db.query('select maintain_outbox(14, current_date - 1)');
    expect((await daysOf())[0]).toBe(nameOf(-1));
    expect(await store.db.query('select day from outbox where day < current_date')).toHaveLength(1);
    await store.db.query(`drop table ${nameOf(-1)}`);
  });

  it('lose nothing where one is missing, and do not stumble over it later', async () => {
    await store.db.query(`drop table ${nameOf(0)}`);
    const { writePath } = store.process();
    const id = newId();
    await writePath.update([jar(id)], addBean(id), request());
    const lying = 'select tableoid::regclass::text as lies from outbox where key = $1';
    expect(await store.db.query(lying, [id])).toEqual([{ lies: 'outbox_default' }]);
    await store.db.query('select maintain_outbox(14)');
    await writePath.update([jar(id)], addBean(id), request());
    expect(await store.db.query('select 1 from outbox where key = $1', [id])).toHaveLength(2);
  });
});
