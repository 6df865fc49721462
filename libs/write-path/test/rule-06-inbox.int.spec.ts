import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addBean, by, jar, newId, received, request } from './jar.mother.ts';
import { type Store, openStore } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const beansOf = async (id: string) => (await store.db.query<{ beans: number }>('select beans from jars where id = $1', [id]))[0]?.beans;

describe('rule 6, the inbox', () => {
  it('lets a message have its effect once for each subscriber', async () => {
    const { writePath } = store.process();
    const id = newId();
    const message = received();
    for (const subscriber of ['kitchen', 'accounting', 'kitchen', 'accounting']) {
      await writePath.update([jar(id)], addBean(id), by(message, subscriber));
    }
    expect(await beansOf(id)).toBe(2);
  });

  it('holds when two processes are given the same message at the same moment', async () => {
    const [one, other] = [store.process(), store.process()];
    for (let i = 0; i < 20; i++) {
      // Different aggregates, so that nothing but the inbox stands between the two.
      const [id, otherId] = [newId(), newId()];
      const message = received();
      await Promise.all([
        one.writePath.update([jar(id)], addBean(id), by(message)),
        other.writePath.update([jar(otherId)], addBean(otherId), by(message)),
      ]);
      expect(((await beansOf(id)) ?? 0) + ((await beansOf(otherId)) ?? 0)).toBe(1);
    }
  });

  it("knows a stranger's message by where it lies", async () => {
    const { writePath } = store.process();
    const id = newId();
    for (const offset of ['7', '8', '7']) {
      await writePath.update([jar(id)], addBean(id), by(received({ id: `ftgo.bean.events/2/${offset}`, offset })));
    }
    expect(await beansOf(id)).toBe(2);
  });

  it('gives a repeated request the first answer, and refuses its key to another request', async () => {
    const { writePath } = store.process();
    const id = newId();
    const key = `jane/${id}`;
    expect(await writePath.update([jar(id)], addBean(id), request(key))).toBe(1);
    expect(await writePath.update([jar(id)], addBean(id), request(key))).toBe(1);
    const another = writePath.update([jar(id)], addBean(id), request(key, { fingerprint: 'body-2' }));
    await expect(another).rejects.toMatchObject({ kind: 'unprocessable', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await beansOf(id)).toBe(1);
  });

  it('tells what a message led to: correlation, causation and trace go on', async () => {
    const { writePath } = store.process();
    const id = newId();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const message = received({ correlationId: 'order-of-jane', traceparent });
    await writePath.update([jar(id)], addBean(id), by(message));
    const [sent] = await store.db.query('select * from outbox where key = $1', [id]);
    expect(sent).toMatchObject({
      channel: 'ftgo.jar.events',
      type: 'ftgo.jar.BeansAdded.v1',
      subject: id,
      correlation_id: 'order-of-jane',
      causation_id: message.id,
      traceparent,
      content_type: 'application/json',
      payload: '{"beans":1}',
      payload_bytes: null,
    });
  });

  it('keeps the bytes of a body where the format of the service has bytes', async () => {
    const { writePath } = store.process({ format: 'protobuf' });
    const id = newId();
    await writePath.update([jar(id)], addBean(id), by(received()));
    const [sent] = await store.db.query('select content_type, payload, payload_bytes from outbox where key = $1', [id]);
    expect(sent).toEqual({ content_type: 'application/protobuf', payload: null, payload_bytes: Buffer.from('{"beans":1}') });
  });
});
