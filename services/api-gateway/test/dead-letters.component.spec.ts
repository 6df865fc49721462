import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { Refusal } from '@ftgo/refusals';
import { LETTER, deadApproval, deliverysOperations, quietOperations, waitingCancellation } from './examples.mother.ts';
import { Status } from './neighbour.ts';
import { Neighbourhood, ORDER } from './neighbourhood.ts';

let all: Neighbourhood;
let operator: string;
beforeAll(async () => {
  all = await Neighbourhood.open();
  operator = await all.token('operator');
});
afterEach(() => all.forget());
afterAll(() => all.close());

const PATH = '/v1/operations/dead-letters';
const letter = (deadLetterId: string) => ({ ...deadApproval, deadLetterId });
const idsIn = (body: any) => body.deadLetters.map(({ deadLetterId }: { deadLetterId: string }) => deadLetterId.slice(-1));
const away = () => Promise.reject(new Status(status.UNAVAILABLE));
const get = (path: string) => all.call('GET', PATH + path, { as: operator });

function others(answers: object = quietOperations): void {
  for (const neighbour of [all.order, all.consumer, all.restaurant]) neighbour.says(answers as typeof quietOperations);
}

describe('the dead letters of all services', () => {
  it('are listed together, oldest first, each with its service', async () => {
    others();
    all.order.says({ listDeadLetters: () => ({ deadLetters: [letter('0192f000-0000-7000-8000-000000000002')], nextAfter: '' }) });
    all.delivery.says({ listDeadLetters: () => ({ deadLetters: [1, 3].map((n) => letter(`0192f000-0000-7000-8000-00000000000${n}`)), nextAfter: '' }) });
    const { body } = await get(`?key=${ORDER}&subscriber=delivery&state=DEAD`);
    expect(body.deadLetters.map(({ service }: { service: string }) => service)).toEqual(['delivery', 'order', 'delivery']);
    expect(idsIn(body)).toEqual(['1', '2', '3']);
    expect(body).toMatchObject({ unavailable: [] });
    expect(body).not.toHaveProperty('nextAfter');
    expect(all.heard.map(({ request }) => request)).toEqual(Array(4).fill({ subscriber: 'delivery', key: ORDER, state: 'DEAD', page: { limit: 20, after: '' } }));
  });

  it('come in pages that leave out nothing', async () => {
    const of = (...numbers: number[]) => ({
      listDeadLetters: ({ page: { limit, after } }: any) => {
        const ids = numbers.map((n) => `0192f000-0000-7000-8000-00000000000${n}`).filter((id) => id > after);
        return { deadLetters: ids.slice(0, limit).map(letter), nextAfter: ids.length > limit ? ids[limit - 1] : '' };
      },
    });
    others(of());
    all.order.says(of(1, 2, 3, 8));
    all.delivery.says(of(4, 5, 6, 7));
    const read: string[] = [];
    for (let after = ''; ; ) {
      const { body } = await get(`?limit=3${after && `&after=${after}`}`);
      read.push(...idsIn(body));
      if (!body.nextAfter) break;
      after = body.nextAfter;
    }
    expect(read).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  it('name a service that is away, and tell of the others', async () => {
    others();
    all.order.says({ listDeadLetters: away });
    all.delivery.says(deliverysOperations);
    const { status: code, body } = await get('');
    expect([code, body.unavailable, body.deadLetters.length]).toEqual([200, ['order'], 2]);
  });
});

describe('a dead letter', () => {
  it('is found wherever it lies, and shown with its message', async () => {
    others();
    all.delivery.says(deliverysOperations);
    const { body } = await get(`/${LETTER}`);
    expect(body).toMatchObject({
      service: 'delivery',
      state: 'DEAD',
      error: { class: 'TypeError', detail: 'is to be delivered nowhere' },
      headers: [{ name: 'ce_id', value: 'message-1' }, { name: 'other', base64: '/w==' }],
      body: { orderId: ORDER },
      waiting: [{ deadLetterId: waitingCancellation.deadLetterId, state: 'WAITING' }],
    });
    expect(body).not.toHaveProperty('bodyBase64');
  });

  it('whose bytes nobody can read is shown as bytes; a tombstone has none', async () => {
    others();
    all.delivery.says({ getDeadLetter: () => ({ ...deliverysOperations.getDeadLetter(), json: '', record: { headers: [], value: Buffer.from([1, 255]) } }) });
    expect((await get(`/${LETTER}`)).body).toMatchObject({ bodyBase64: 'Af8=' });
    all.delivery.says({ getDeadLetter: () => ({ ...deliverysOperations.getDeadLetter(), json: '', record: { headers: [] } }) });
    const { body } = await get(`/${LETTER}`);
    expect(['body' in body, 'bodyBase64' in body]).toEqual([false, false]);
  });

  it('that no service has is 404; that an absent service may have is 503', async () => {
    others();
    all.delivery.says(quietOperations);
    expect(await get(`/${LETTER}`)).toMatchObject({ status: 404, body: { code: 'DEAD_LETTER_NOT_FOUND' } });
    all.consumer.says({ getDeadLetter: away });
    expect(await get(`/${LETTER}`)).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
  });

  it('is replayed or discarded by the service that has it, and by no other', async () => {
    others({ ...quietOperations, getDeadLetter: away });
    all.delivery.says(deliverysOperations);
    const headers = { 'idempotency-key': 'key-1' };
    expect(await all.call('POST', `${PATH}/${LETTER}/replay`, { as: operator, headers })).toMatchObject({ status: 200, body: { state: 'REPLAYED', service: 'delivery' } });
    const discarded = await all.call('POST', `${PATH}/${LETTER}/discard`, { as: operator, headers, body: { reason: 'a test message' } });
    expect(discarded).toMatchObject({ status: 200, body: { state: 'DISCARDED', reason: 'a test message' } });
    const asked = all.heard.filter(({ method }) => method !== 'getDeadLetter').map(({ method, request }) => [method, request]);
    expect(asked).toEqual([
      ['replayDeadLetter', { deadLetterId: LETTER, idempotencyKey: 'key-1' }],
      ['discardDeadLetter', { deadLetterId: LETTER, reason: 'a test message', idempotencyKey: 'key-1' }],
    ]);
  });

  it('that is not the head of its key is a conflict', async () => {
    others();
    all.delivery.says({ ...deliverysOperations, replayDeadLetter: () => Promise.reject(new Refusal('conflict', 'NOT_THE_HEAD', 'Another message of its key comes first')) });
    expect(await all.call('POST', `${PATH}/${LETTER}/replay`, { as: operator })).toMatchObject({ status: 409, body: { code: 'NOT_THE_HEAD' } });
  });

  it('is for operators only, and discarded for a reason', async () => {
    const jane = await all.token('consumer');
    expect(await all.call('GET', PATH, { as: jane })).toMatchObject({ status: 403 });
    expect(await all.call('POST', `${PATH}/${LETTER}/replay`, { as: jane })).toMatchObject({ status: 403 });
    expect(await all.call('POST', `${PATH}/${LETTER}/discard`, { as: operator, body: {} })).toMatchObject({ status: 400, body: { errors: [{ field: '/reason', code: 'REQUIRED' }] } });
    expect(await get('?state=LOST')).toMatchObject({ status: 400, body: { errors: [{ field: '/state' }] } });
    expect(all.heard).toEqual([]);
  });
});
