import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, uniqueName } from '@ftgo/testing';
import { type Types, pingAndPong } from '../src/subscribers/test-service.mother.ts';
import { type Instance, Notebooks, OPERATOR, asked, away, bug, times } from './notebooks.mother.ts';

let types: Types;
let books: Notebooks;
beforeEach(async () => {
  types = await pingAndPong(1);
  books = await Notebooks.open(uniqueName('service'), types);
});
afterEach(() => books.close());

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Sends pings with these numbers to a key, and waits until all of them lie among its dead letters. */
async function parked({ service }: Instance, key: string, pings: readonly number[]): Promise<string> {
  for (const n of pings) await service.send(types.Ping, key, { n });
  await eventually(async () => expect(await books.lettersOf(key)).toHaveLength(pings.length));
  return (await books.lettersOf(key))[0]!.id;
}

const replay = ({ replays }: Instance, id: string) => replays.replay(id, OPERATOR, asked);
const discard = ({ replays }: Instance, id: string) => replays.discard(id, 'a test message', OPERATOR, asked);
const free = (key: string) => eventually(async () => expect(await books.statesOf(key)).not.toEqual(expect.arrayContaining([expect.stringMatching(/dead|waiting/)])), { within: 20_000 });

describe('a replay', () => {
  it('hands over the head, then what waits behind it, in order, until the key is free', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, numbers(1, 5));
    books.faults.clear();
    expect(await replay(one, head)).toMatchObject({ behind: 0, isHead: false, fate: { state: 'replayed', settledBy: OPERATOR } });
    expect(await books.notesOf(key)).toEqual(numbers(1, 5));
    expect(await books.statesOf(key)).toEqual(Array(5).fill('replayed'));
    await one.service.send(types.Ping, key, { n: 6 });
    await eventually(async () => expect(await books.notesOf(key)).toEqual(numbers(1, 6)));
    expect(await books.lettersOf(key)).toHaveLength(5);
  });

  it('answers when all that waited has been handled, however often its instance looks for abandoned keys', async () => {
    const one = await books.start(30_000, 0);
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, numbers(1, 30));
    books.faults.clear();
    await replay(one, head);
    expect(await books.notesOf(key)).toEqual(numbers(1, 30));
  });

  it('that fails again leaves everything where it is, and says why', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, [1, 2]);
    books.faults.set(1, () => new RangeError('another bug'));
    expect(await replay(one, head)).toMatchObject({ isHead: true, behind: 1, isUnderWay: false, fate: { state: 'dead', attempts: 2, errorClass: 'RangeError' } });
    expect(await books.statesOf(key)).toEqual(['dead', 'waiting']);
    expect(await books.notesOf(key)).toEqual([]);
  });

  it('stops at the next one that fails, which is the new head; nothing overtakes it', async () => {
    const one = await books.start();
    const key = randomUUID();
    for (const n of [1, 3]) books.faults.set(n, bug);
    const first = await parked(one, key, numbers(1, 5));
    books.faults.delete(1);
    expect(await replay(one, first)).toMatchObject({ behind: 3, fate: { state: 'replayed' } });
    expect(await books.statesOf(key)).toEqual(['replayed', 'replayed', 'dead', 'waiting', 'waiting']);
    await one.service.send(types.Ping, key, { n: 6 });
    await eventually(async () => expect(await books.statesOf(key)).toHaveLength(6));
    books.faults.clear();
    await replay(one, (await books.lettersOf(key))[2]!.id);
    expect(await books.notesOf(key)).toEqual(numbers(1, 6));
  });

  it('bears a fault that passes', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, [1, 2]);
    books.faults.set(1, times(2, away));
    await replay(one, head);
    expect(await books.notesOf(key)).toEqual([1, 2]);
  });

  it('is for the head only, and for what is not settled', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, [1, 2]);
    const [, behind] = await books.lettersOf(key);
    await expect(replay(one, behind!.id)).rejects.toMatchObject({ kind: 'conflict', code: 'NOT_THE_HEAD' });
    await expect(discard(one, behind!.id)).rejects.toMatchObject({ code: 'NOT_THE_HEAD' });
    books.faults.clear();
    await replay(one, head);
    await expect(replay(one, head)).rejects.toMatchObject({ code: 'DEAD_LETTER_SETTLED' });
    await expect(replay(one, randomUUID())).rejects.toMatchObject({ kind: 'not-found' });
    expect(await books.notesOf(key)).toEqual([1, 2]);
  });

  it('of a type that nobody handles any more fails, and loses nothing', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, [1]);
    await books.db.query(`update dead_letters set type = 'ftgo.test.Gone.v1' where id = $1`, [head]);
    expect(await replay(one, head)).toMatchObject({ fate: { state: 'dead', errorClass: 'NoHandler' } });
  });
});

describe('a discarded message', () => {
  it('has no effect, and is kept with who and why; what waits behind it goes on in order', async () => {
    const one = await books.start();
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, numbers(1, 4));
    expect(await discard(one, head)).toMatchObject({ behind: 0, fate: { state: 'discarded', reason: 'a test message', settledBy: OPERATOR, settledAt: expect.any(Date) } });
    expect(await books.notesOf(key)).toEqual([2, 3, 4]);
  });

  it('does not come back when the broker delivers it again', async () => {
    const one = await books.start();
    const key = randomUUID();
    const id = randomUUID();
    books.faults.set(1, bug);
    await one.service.send(types.Ping, key, { n: 1 }, { id });
    await eventually(async () => expect(await books.statesOf(key)).toEqual(['dead']));
    await discard(one, (await books.lettersOf(key))[0]!.id);
    books.faults.clear();
    await one.service.send(types.Ping, key, { n: 1 }, { id });
    await one.service.send(types.Ping, key, { n: 2 });
    await eventually(async () => expect(await books.notesOf(key)).toEqual([2]));
  });
});

describe('with several instances', () => {
  it('any of them may be asked, all at once, while messages go on arriving: each has its effect once, and in order', async () => {
    const [one, other] = [await books.start(), await books.start()];
    const keys = Array.from({ length: 8 }, () => randomUUID());
    books.faults.set(1, bug);
    const heads = await Promise.all(keys.map((key) => parked(one, key, numbers(1, 10))));
    books.faults.clear();
    const arriving = Promise.all(keys.map(async (key) => {
      for (const n of numbers(11, 30)) await one.service.send(types.Ping, key, { n });
    }));
    const asks = heads.flatMap((head) => [one, other, one, other].map((each) => replay(each, head)));
    const refusals = (await Promise.allSettled(asks)).flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(refusals.every((code) => ['REPLAY_UNDER_WAY', 'DEAD_LETTER_SETTLED'].includes(code))).toBe(true);
    await arriving;
    await eventually(async () => {
      for (const key of keys) expect(await books.notesOf(key)).toHaveLength(30);
    }, { within: 20_000 });
    for (const key of keys) expect(await books.notesOf(key)).toEqual(numbers(1, 30));
    await Promise.all(keys.map(free));
  }, 60_000);

  it.each([
    ['with its first message in hand', 1],
    ['between two messages', 3],
    ['with the second one in hand', 4],
  ])('one that is killed %s is followed by another, which goes on where it was', async (_, writes) => {
    const one = await books.start(500);
    const key = randomUUID();
    books.faults.set(1, bug);
    const head = await parked(one, key, numbers(1, 8));
    books.faults.clear();
    one.database.dieAfter(writes);
    void replay(one, head).catch(() => undefined);
    await eventually(() => expect(one.database.isDead).toBe(true));
    const other = await books.start(500);
    // A head that failed is for operators; one that was only interrupted is anybody's.
    await eventually(async () => {
      if ((await books.statesOf(key))[0] === 'dead') await replay(other, head).catch(() => undefined);
      expect(await books.notesOf(key)).toEqual(numbers(1, 8));
    }, { within: 20_000 });
    await free(key);
  });
});
