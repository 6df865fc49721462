import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReceivedMessage } from '@ftgo/envelope';
import { type DeadLetter, DeadLetters, type MessageCause, PermanentFault } from '../src/index.ts';
import { addBean, by, jar, newId, received, request } from './jar.mother.ts';
import { type Process, type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const error = { class: 'TypeError', detail: 'no such bean', attempts: 1 };
const operator = '00000000-0000-7000-8000-00000000feed';

/** A process with its dead letters. */
function process() {
  const running = store.process();
  return { ...running, letters: new DeadLetters(running.sql, running.writePath) };
}

const replayOf = (letter: DeadLetter, who?: string): MessageCause => ({ ...by(letter.message), replay: { letterId: letter.id, ...(who && { by: who }) } });
const beansOf = async (id: string) => (await store.db.query<{ beans: number }>('select beans from jars where id = $1', [id]))[0]?.beans ?? 0;
const statesOf = async (key: string) =>
  (await store.db.query<{ state: string }>('select state from dead_letters where key = $1 order by position', [key])).map(({ state }) => state);
const newsOf = (key: string) => store.db.query<{ payload: string }>(`select payload from outbox where key = $1 and channel = 'ftgo.dead-letters' order by seq`, [key]);

/** A key whose head failed, with so many messages behind it, each of which adds a bean to the jar of that id. */
async function parkedLine({ writePath, letters }: ReturnType<typeof process>, behind: number, given: Partial<ReceivedMessage> = {}) {
  const id = newId();
  const messages = Array.from({ length: behind + 1 }, () => received({ key: id, ...given }));
  await writePath.park('jars', messages[0]!, error);
  for (const message of messages.slice(1)) await writePath.update([jar(id)], addBean(id), by(message));
  return { id, messages, head: (await letters.head({ subscriber: 'jars', key: id }))! };
}

const replay = ({ writePath }: Process, id: string, letter: DeadLetter) => writePath.update([jar(id)], addBean(id), replayOf(letter, operator));

describe('the head of a parked key', () => {
  it('has its effect and is settled in one commit, and the next one is the head', async () => {
    const one = process();
    const { id, head, messages } = await parkedLine(one, 2);
    expect(head).toMatchObject({ isHead: true, behind: 2, message: { id: messages[0]!.id, body: messages[0]!.body } });
    await replay(one, id, head);

    expect(await beansOf(id)).toBe(1);
    expect(await statesOf(id)).toEqual(['replayed', 'waiting', 'waiting']);
    expect((await one.letters.get(head.id)).fate).toMatchObject({ settledBy: operator, settledAt: expect.any(Date) });
    const next = (await one.letters.head({ subscriber: 'jars', key: id }))!;
    expect(next).toMatchObject({ isHead: true, behind: 1, message: { id: messages[1]!.id } });
  });

  it('is as it came: its envelope, its body, the record it was read from', async () => {
    const one = process();
    const record = { key: Buffer.from([0, 255]), headers: { ce_id: Buffer.from('1'), other: [Buffer.from([255]), 'text'] } };
    const { head, messages } = await parkedLine(one, 0, { body: Buffer.from([0, 255]), causationId: 'cause-1', replyTo: 'ftgo.replies', record });
    const { record: _, ...message } = messages[0]!;
    expect(head.message).toMatchObject(message);
    expect(head.message.record).toEqual({ key: record.key, headers: { ce_id: [Buffer.from('1')], other: [Buffer.from([255]), Buffer.from('text')] } });
  });

  it('leaves the key free when nothing waits behind it', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 0);
    await replay(one, id, head);
    await one.writePath.update([jar(id)], addBean(id), by(received({ key: id })));
    expect(await beansOf(id)).toBe(2);
  });

  it('has its effect once when two processes replay it at once', async () => {
    const processes = [process(), process()];
    const { id, head } = await parkedLine(processes[0]!, 0);
    await Promise.all([...processes, ...processes].map((each) => replay(each, id, head)));
    expect(await beansOf(id)).toBe(1);
    expect(await statesOf(id)).toEqual(['replayed']);
  });

  it('has its effect once when the answer to its commit is lost', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 1);
    one.sql.abandonWrite = true;
    await replay(one, id, head);
    expect(await beansOf(id)).toBe(1);
    expect(await statesOf(id)).toEqual(['replayed', 'waiting']);
  });

  it('has no effect when somebody discards it between load and write', async () => {
    const [one, other] = [process(), process()];
    const { id, head } = await parkedLine(one, 0);
    one.sql.beforeWrite = () => other.letters.discard(head, operator, 'a test message', request());
    await expect(replay(one, id, head)).rejects.toMatchObject({ code: 'DEAD_LETTER_SETTLED' });
    expect(await beansOf(id)).toBe(0);
    expect((await one.letters.get(head.id)).fate).toMatchObject({ state: 'discarded', reason: 'a test message', settledBy: operator });
  });

  it('stays where it is, with its place, when its data is still bad', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 1);
    const bad = one.writePath.update([jar(id)], () => ({ states: [{ owner: 'J\0ne', beans: 1 }] as const }), replayOf(head));
    await expect(bad).rejects.toBeInstanceOf(PermanentFault);
    expect(await statesOf(id)).toEqual(['dead', 'waiting']);
  });

  it('may have nothing to write: it is settled all the same', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 0);
    await one.letters.settle(head, operator);
    await one.letters.settle(head, 'somebody later');
    expect((await one.letters.get(head.id)).fate).toMatchObject({ state: 'replayed', settledBy: operator });
    expect(await statesOf(id)).toEqual(['replayed']);
  });
});

describe('who replays or discards', () => {
  it('takes the head, and nobody else does meanwhile', async () => {
    const [one, other] = [process(), process()];
    const { head } = await parkedLine(one, 0);
    const results = await Promise.allSettled([one, other, one, other].map(({ letters }) => letters.take(head, request())));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'conflict', code: 'REPLAY_UNDER_WAY' } });
    await expect(one.letters.discard(head, operator, 'away with it', request())).rejects.toMatchObject({ code: 'REPLAY_UNDER_WAY' });
    expect((await one.letters.get(head.id)).isUnderWay).toBe(true);
  });

  it('may take it when whoever did has been silent for too long', async () => {
    const one = process();
    const { head } = await parkedLine(one, 0);
    await one.letters.take(head, request());
    const later = new DeadLetters(one.sql, one.writePath, { now: () => new Date(Date.now() + 11_000) });
    expect(await later.take(head, request())).toBe(true);
  });

  it('takes it once with one key', async () => {
    const one = process();
    const { head } = await parkedLine(one, 0);
    const key = `operator/${newId()}`;
    expect(await one.letters.take(head, request(key))).toBe(true);
    expect(await one.letters.take(head, request(key))).toBe(false);
  });

  it('may not pass by the head, and nothing is settled twice', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 1);
    const [, behind] = await one.letters.list({ key: id }, 10);
    expect((await one.letters.behind(head, 10)).map((letter) => letter.id)).toEqual([behind!.id]);
    await expect(one.letters.take(behind!, request())).rejects.toMatchObject({ kind: 'conflict', code: 'NOT_THE_HEAD' });
    await expect(one.letters.discard(behind!, operator, 'why not', request())).rejects.toMatchObject({ code: 'NOT_THE_HEAD' });
    await one.letters.discard(head, operator, 'a test message', request());
    const settled = await one.letters.get(head.id);
    await expect(one.letters.take(settled, request())).rejects.toMatchObject({ code: 'DEAD_LETTER_SETTLED' });
    await expect(one.letters.discard(settled, operator, 'again', request())).rejects.toMatchObject({ code: 'DEAD_LETTER_SETTLED' });
    await expect(one.letters.get(newId())).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a message that comes during a replay', () => {
  it('queues behind, in the same flight and in another process', async () => {
    const [one, other] = [process(), process()];
    const { id, head } = await parkedLine(one, 1);
    one.sql.beforeWrite = () => other.writePath.update([jar(id)], addBean(id), by(received({ key: id })));
    await Promise.all([replay(one, id, head), one.writePath.update([jar(id)], addBean(id), by(received({ key: id })))]);
    expect(await beansOf(id)).toBe(1);
    expect(await statesOf(id)).toEqual(['replayed', 'waiting', 'waiting', 'waiting']);
  });

  it('and queues behind one that is settled at that moment, is found by who looks for abandoned keys', async () => {
    const [one, other] = [process(), process()];
    const { id, head } = await parkedLine(one, 0);
    other.sql.beforeWrite = () => replay(one, id, head);
    await other.writePath.update([jar(id)], addBean(id), by(received({ key: id })));
    expect(await statesOf(id)).toEqual(['replayed', 'waiting']);
    expect((await one.letters.abandoned(100)).filter(({ key }) => key === id)).toEqual([{ subscriber: 'jars', key: id }]);
    await replay(one, id, (await one.letters.head({ subscriber: 'jars', key: id }))!);
    expect(await beansOf(id)).toBe(2);
  });
});

describe('a key is abandoned', () => {
  it('when its head has not failed and nobody has taken it', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 1);
    const isAbandoned = async () => (await one.letters.abandoned(100)).some(({ key }) => key === id);
    expect(await isAbandoned()).toBe(false);
    await replay(one, id, head);
    expect(await isAbandoned()).toBe(true);
    await one.letters.take((await one.letters.head({ subscriber: 'jars', key: id }))!);
    expect(await isAbandoned()).toBe(false);
    await store.db.query(`update dead_letters set taken_until = now() where key = $1`, [id]);
    expect(await isAbandoned()).toBe(true);
  });
});

describe('the world outside', () => {
  it('hears of a dead letter with the whole record, once', async () => {
    const processes = [process(), process()];
    const record = { key: Buffer.from('bed-7'), headers: { ce_id: Buffer.from('1') } };
    const message = received({ key: newId(), body: Buffer.from([0, 255]), record });
    await Promise.all(processes.map(({ writePath }) => writePath.park('jars', message, error)));
    const news = await newsOf(message.key);
    expect(news.map(({ payload }) => JSON.parse(payload))).toEqual([
      {
        deadLetterId: expect.any(String),
        subscriber: 'jars',
        key: message.key,
        messageId: message.id,
        type: message.type,
        channel: message.channel,
        partition: 2,
        offset: '41',
        errorClass: 'TypeError',
        errorDetail: 'no such bean',
        attempts: 1,
        record: { key: base64('bed-7'), headers: [{ name: 'ce_id', value: base64('1') }], value: base64(Buffer.from([0, 255])) },
      },
    ]);
  });

  it('hears also of the largest of them, at its first failure and at the next', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 0, { body: Buffer.alloc(1_000_000, 'x') });
    await one.letters.fail(head, error);
    expect((await newsOf(id)).map(({ payload }) => payload.length > 1_300_000)).toEqual([true, true]);
  });

  it('hears again when it fails again, and when one fails that waited', async () => {
    const one = process();
    const { id, head } = await parkedLine(one, 1);
    await one.letters.take(head);
    await one.letters.fail(head, { class: 'RangeError', detail: 'a \0 again', attempts: 2 });
    expect(await one.letters.get(head.id)).toMatchObject({ isUnderWay: false, fate: { state: 'dead', attempts: 3, errorClass: 'RangeError', errorDetail: 'a \uFFFD again' } });
    await replay(one, id, head);
    const next = (await one.letters.head({ subscriber: 'jars', key: id }))!;
    await one.letters.fail(next, error);
    await one.letters.fail(head, error);
    expect(await statesOf(id)).toEqual(['replayed', 'dead']);
    const news = (await newsOf(id)).map(({ payload }) => JSON.parse(payload));
    expect(news.map(({ deadLetterId, attempts }) => [deadLetterId, attempts])).toEqual([
      [head.id, 1],
      [head.id, 3],
      [next.id, 1],
    ]);
  });
});

const base64 = (value: string | Buffer): string => Buffer.from(value).toString('base64');
