import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import pg from 'pg';
import { addBean, beansAdded, by, jar, newId, newIds, received, request, shelf } from './jar.mother.ts';
import { type Process, type Store, openStore } from './store.ts';

let store: Store;
let one: Process;
let other: Process;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(() => {
  one = store.process();
  other = store.process();
});

const sentOf = async (id: string) => {
  const sent = await store.db.query<{ payload: string }>('select payload from outbox where key = $1 order by seq', [id]);
  return sent.map(({ payload }) => JSON.parse(payload).beans);
};
const jarOf = async (id: string) => (await store.db.query('select version, beans from jars where id = $1', [id]))[0];

describe('rule 1, the gate: a decision that rests on a row which changed meanwhile', () => {
  it('leaves neither state nor message nor inbox row, and is taken anew', async () => {
    const id = newId();
    await one.writePath.update([jar(id)], addBean(id), request());
    const message = received();
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());

    expect(await one.writePath.update([jar(id)], addBean(id), by(message))).toBe(3);

    expect(await jarOf(id)).toEqual({ version: 3, beans: 3 });
    expect(await sentOf(id)).toEqual([1, 2, 3]);
    expect(one.sql.writes.map(({ inbox }) => inbox.length)).toEqual([1, 1, 1]);
    expect(await store.db.query('select 1 from inbox where message_id = $1', [message.id])).toHaveLength(1);
  });

  it('is taken anew together with all other calls of that aggregate, in order, while other aggregates are written at once', async () => {
    const [id, apart] = [newId(), newId()];
    await one.writePath.update([jar(id)], addBean(id), request());
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());

    const settled: string[] = [];
    const call = async (of: string, name: string) => {
      const beans = await one.writePath.update([jar(of)], addBean(of), request());
      settled.push(`${name} ${beans}`);
    };
    await Promise.all([call(id, 'a'), call(apart, 'apart'), call(id, 'b'), call(id, 'c')]);

    expect(settled).toEqual(['apart 1', 'a 3', 'b 4', 'c 5']);
    expect(await sentOf(id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is taken anew also where it was to change nothing', async () => {
    const id = newId();
    await one.writePath.update([jar(id)], addBean(id), request());
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());

    const seen: (number | undefined)[] = [];
    const look = (given: { beans: number } | undefined) => {
      seen.push(given?.beans);
      return { messages: [beansAdded(id, given!.beans)] };
    };
    await one.writePath.update([jar(id)], look, by(received()));

    expect(seen).toEqual([1, 2]);
    expect(await sentOf(id)).toEqual([1, 2, 2]);
  });

  it('is taken anew also where it rests on an aggregate that another call of the flight changes and this one only reads', async () => {
    const [id, mirror] = [newId(), newId()];
    await one.writePath.update([jar(id)], addBean(id), request());
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), request());

    const copied = one.writePath.update(
      [jar(mirror), { ...jar(id), readOnly: true }],
      (_, source) => ({ states: [{ owner: 'mirror', beans: source!.beans }] as const, answer: source!.beans }),
      request(),
    );
    const added = one.writePath.update([jar(id)], addBean(id), request());

    expect([await copied, await added]).toEqual([2, 3]);
    expect(await jarOf(mirror)).toEqual({ version: 1, beans: 2 });
  });
});

describe('rule 1, the order of locks: processes that change the same rows in opposite order', () => {
  // As for tables that are large: a small one is read from end to end, which would lock in the table's order.
  const connection = { options: '-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off' };

  /** So many stand before a row that somebody else holds. */
  const waiting = (processes: number) =>
    eventually(async () => {
      const held = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      expect(await store.db.query(held)).toHaveLength(processes);
    });

  /** Makes both stand in the midst of their rows at the same time, by holding one of them; and lets them go on. */
  const meet = async (table: string, id: string, changes: () => Promise<unknown>[]) => {
    const holder = new pg.Client({ connectionString: store.db.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query(`select 1 from ${table} where id = $1 for update`, [id]);
    const changed = Promise.all(changes());
    await waiting(2);
    await holder.query('commit');
    await holder.end();
    return changed;
  };

  it('wait for each other in one direction only', async () => {
    const [one, other] = [store.process({ connection }), store.process({ connection })];
    const [low, middle, high] = newIds(3) as [string, string, string];
    const change = ({ writePath }: Process, order: readonly string[]) =>
      order.map((id) => writePath.update([jar(id)], addBean(id), request()));
    await Promise.all(change(one, [low, middle, high]));
    const answers = await meet('jars', middle, () => [...change(one, [low, middle, high]), ...change(other, [high, middle, low])]);
    expect(answers.sort()).toEqual([2, 2, 2, 3, 3, 3]);
    expect([...one.sql.faults, ...other.sql.faults].map(({ sqlState }) => sqlState)).toEqual([]);
  });

  it('do so across tables, in whatever order a call names them', async () => {
    const [one, other] = [store.process({ connection }), store.process({ connection })];
    const jarId = newId();
    const [low, high] = newIds(2) as [string, string];
    const fill = () => ({ states: [{ owner: 'Jane', beans: 0 }, { room: 0 }, { room: 0 }] as const });
    const refs = [jar(jarId), shelf(low), shelf(high)] as const;
    await one.writePath.update(refs, fill, request());
    const answers = await meet('shelves', low, () => [
      one.writePath.update(refs, (given) => ({ states: [{ ...given!, beans: 1 }, { room: 1 }, { room: 1 }], answer: 'one' }), request()),
      waiting(1).then(() => other.writePath.update([shelf(high), jar(jarId)], () => ({ states: [{ room: 2 }], answer: 'other' }), request())),
    ]);
    expect(answers).toEqual(['one', 'other']);
    expect([...one.sql.faults, ...other.sql.faults].map(({ sqlState }) => sqlState)).toEqual([]);
  });

  it('lose nothing', async () => {
    const ids = newIds(60);
    const rounds = 25;
    const run = async ({ writePath }: Process, order: readonly string[]) => {
      for (let i = 0; i < rounds; i++) await Promise.all(order.map((id) => writePath.update([jar(id)], addBean(id), request())));
    };
    await Promise.all([run(one, ids), run(other, [...ids].reverse())]);
    const [sums] = await store.db.query('select min(beans), max(beans) from jars where id = any($1)', [ids]);
    expect(sums).toEqual({ min: 2 * rounds, max: 2 * rounds });
  });
});
