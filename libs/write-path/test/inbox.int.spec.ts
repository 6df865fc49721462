import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Inbox } from '../src/index.ts';
import { addBean, by, jar, newId, received } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

let store: Store;
let inbox: Inbox;
beforeAll(async () => {
  store = await openStore();
  inbox = new Inbox(store.process().unwatched);
});
afterAll(() => store.close());
beforeEach(() => store.db.query('truncate inbox'));

const grow = (rows: number, seenAt: Date) =>
  store.db.query(`insert into inbox (subscriber, message_id, seen_at) select 'kitchen', gen_random_uuid(), $2 from generate_series(1, $1)`, [rows, seenAt]);
const rows = async () => (await store.db.query<{ rows: number }>('select count(*)::integer as rows from inbox'))[0]!.rows;

describe('the inbox', () => {
  it('forgets what had its effect long ago, however much it is, and nothing newer', async () => {
    await grow(12_000, daysAgo(31));
    await grow(7, daysAgo(29));
    expect(await inbox.forgetBefore(daysAgo(30))).toBe(12_000);
    expect(await rows()).toBe(7);
  });

  it('still knows a message that it has not forgotten', async () => {
    const { writePath } = store.process();
    const id = newId();
    const message = received();
    await writePath.update([jar(id)], addBean(id), by(message));
    await inbox.forgetBefore(daysAgo(30));
    await writePath.update([jar(id)], addBean(id), by(message));
    expect(await store.db.query('select beans from jars where id = $1', [id])).toEqual([{ beans: 1 }]);
  });

  it('is cleared by several instances at once', async () => {
    await grow(12_000, daysAgo(31));
    const forgotten = await Promise.all([inbox, inbox, inbox].map((each) => each.forgetBefore(daysAgo(30))));
    expect(forgotten.reduce((sum, each) => sum + each)).toBe(12_000);
  });

  it('is left as it is by a service that stops', async () => {
    await grow(12_000, daysAgo(31));
    expect(await inbox.forgetBefore(daysAgo(30), AbortSignal.abort())).toBe(0);
    expect(await rows()).toBe(12_000);
  });
});
