import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countDeadLetters, prismaSql } from '../src/index.ts';
import { addBean, by, jar, newId, received, request } from './jar.mother.ts';
import { type Process, type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const error = { class: 'PermanentFault', detail: 'no such bean', attempts: 3 };
const lettersOf = (key: string, subscriber = 'jars') =>
  store.db.query<{ message_id: string; state: string }>(
    'select message_id, state from dead_letters where key = $1 and subscriber = $2 order by position',
    [key, subscriber],
  );
const beansOf = async (id: string) => (await store.db.query<{ beans: number }>('select beans from jars where id = $1', [id]))[0]?.beans;

describe('a message that is set aside', () => {
  it('is kept as it came, with what is known of the fault', async () => {
    const { writePath } = store.process();
    const key = newId();
    const message = received({ key, causationId: 'cause-1', replyTo: 'ftgo.garden.replies', body: Buffer.from([0, 255, 10]) });
    await writePath.park('jars', message, { ...error, detail: 'bad \0 byte' });
    const [letter] = await store.db.query('select * from dead_letters where key = $1', [key]);
    expect(letter).toMatchObject({
      subscriber: 'jars',
      message_id: message.id,
      state: 'dead',
      error_class: 'PermanentFault',
      error_detail: 'bad \uFFFD byte',
      attempts: 3,
      channel: 'ftgo.bean.events',
      partition: 2,
      offset: '41',
      type: message.type,
      source: message.source,
      time: message.time,
      content_type: 'application/json',
      reply_to: 'ftgo.garden.replies',
      correlation_id: 'correlation-1',
      causation_id: 'cause-1',
      body: Buffer.from([0, 255, 10]),
    });
  });

  it('is set aside once, however often it is tried', async () => {
    const processes = [store.process(), store.process()];
    const message = received({ key: newId() });
    await Promise.all([...processes, ...processes].map(({ writePath }) => writePath.park('jars', message, error)));
    expect(await lettersOf(message.key)).toHaveLength(1);
  });

  it('may be a tombstone without a body', async () => {
    const { writePath } = store.process();
    const message = received({ key: newId(), body: null });
    await writePath.park('jars', message, error);
    expect(await store.db.query('select body from dead_letters where key = $1', [message.key])).toEqual([{ body: null }]);
  });
});

describe('the key of a message that is set aside', () => {
  const parkedIn = async ({ writePath }: Process, key: string) => {
    const message = received({ key });
    await writePath.park('jars', message, error);
    return message;
  };

  it('is parked: later messages queue behind it, in order, and have no effect', async () => {
    const process = store.process();
    const [id, key] = [newId(), newId()];
    const first = await parkedIn(process, key);
    const later = Array.from({ length: 5 }, () => received({ key }));
    const answers = await Promise.all(later.map((message) => process.writePath.update([jar(id)], addBean(id), by(message))));

    expect(answers).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(await beansOf(id)).toBeUndefined();
    expect(await lettersOf(key)).toEqual([
      { message_id: first.id, state: 'dead' },
      ...later.map((message) => ({ message_id: message.id, state: 'waiting' })),
    ]);
  });

  it('takes a message into its queue once', async () => {
    const process = store.process();
    const [id, message] = [newId(), received({ key: newId() })];
    await parkedIn(process, message.key);
    await Promise.all([1, 2].map(() => process.writePath.update([jar(id)], addBean(id), by(message))));
    await process.writePath.update([jar(id)], addBean(id), by(message));
    expect(await lettersOf(message.key)).toHaveLength(2);
  });

  it('lets nobody fail before their turn: what fails behind the head waits like the others', async () => {
    const process = store.process();
    const key = newId();
    await parkedIn(process, key);
    await parkedIn(process, key);
    await Promise.all([parkedIn(process, key), parkedIn(process, key)]);
    expect((await lettersOf(key)).map(({ state }) => state)).toEqual(['dead', 'waiting', 'waiting', 'waiting']);
  });

  it('is parked for this subscriber only, and other keys are not', async () => {
    const process = store.process();
    const [id, key] = [newId(), newId()];
    await parkedIn(process, key);
    await process.writePath.update([jar(id)], addBean(id), by(received({ key }), 'accounting'));
    await process.writePath.update([jar(id)], addBean(id), by(received({ key: newId() })));
    await process.writePath.update([jar(id)], addBean(id), request());
    expect(await beansOf(id)).toBe(3);
  });

  it('is parked at once: for what shares the flight, and for another process between its load and its write', async () => {
    const [one, other] = [store.process(), store.process()];
    const [id, key] = [newId(), newId()];
    const [before, bad, after] = [received({ key }), received({ key }), received({ key })];
    await Promise.all([
      one.writePath.update([jar(id)], addBean(id), by(before)),
      one.writePath.park('jars', bad, error),
      one.writePath.update([jar(id)], addBean(id), by(after)),
    ]);
    expect(await beansOf(id)).toBe(1);
    expect(await lettersOf(key)).toEqual([
      { message_id: bad.id, state: 'dead' },
      { message_id: after.id, state: 'waiting' },
    ]);

    const elsewhere = newId();
    other.sql.beforeWrite = () => parkedIn(one, elsewhere);
    await other.writePath.update([jar(id)], addBean(id), by(received({ key: elsewhere })));
    expect(await beansOf(id)).toBe(1);
    expect((await lettersOf(elsewhere)).map(({ state }) => state)).toEqual(['dead', 'waiting']);
  });

  it('is free again when all of it is settled; what was discarded does not come back', async () => {
    const process = store.process();
    const [id, key] = [newId(), newId()];
    const discarded = await parkedIn(process, key);
    await store.db.query(`update dead_letters set state = 'discarded', settled_at = now() where key = $1`, [key]);
    await process.writePath.update([jar(id)], addBean(id), by(discarded));
    await process.writePath.update([jar(id)], addBean(id), by(received({ key })));
    expect(await beansOf(id)).toBe(1);
  });
});

it('the letters that are not settled can be counted', async () => {
  const count = () => countDeadLetters(prismaSql({ $queryRawUnsafe: (sql, ...params) => store.db.query(sql, params) as never }));
  const process = store.process();
  const before = await count();
  const key = newId();
  await process.writePath.park('jars', received({ key }), error);
  await process.writePath.update([jar(newId())], () => ({}), by(received({ key })));
  expect((await count()) - before).toBe(2);
});
