import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { Neighbourhood } from './neighbourhood.ts';
import { SAGA, stuckCancellation } from './orders.mother.ts';

let all: Neighbourhood;
let operator: string;

beforeAll(async () => {
  all = await Neighbourhood.open();
  operator = await all.token('operator');
});
afterEach(() => all.forget());
afterAll(() => all.close());

describe('the sagas (E8)', () => {
  it('that are stuck are listed unless all are wanted, and say why', async () => {
    all.order.says({ listSagas: ({ all }) => ({ sagas: all ? [] : [stuckCancellation], nextAfter: SAGA }) });
    expect(await all.call('GET', '/v1/operations/sagas', { as: operator })).toMatchObject({
      status: 200,
      body: { sagas: [{ sagaId: SAGA, kind: 'CANCEL', participant: 'consumer', stuck: { reason: 'PARTICIPANT_SILENT' } }], nextAfter: SAGA },
    });
    expect((await all.call('GET', '/v1/operations/sagas?show=all', { as: operator })).body.sagas).toEqual([]);
  });

  it('are taken in hand with a reason, and a no is passed on', async () => {
    all.order.says({ compensateSaga: () => Promise.reject(new Refusal('conflict', 'PAST_THE_PIVOT', 'There is no way back')) });
    const path = `/v1/operations/sagas/${SAGA}/compensate`;
    expect(await all.call('POST', path, { as: operator, body: {} })).toMatchObject({ status: 400, body: { errors: [{ field: '/reason' }] } });
    expect(await all.call('POST', path, { as: operator, body: { reason: 'why not' } })).toMatchObject({ status: 409, body: { code: 'PAST_THE_PIVOT' } });
  });

  it.each(['consumer', 'restaurant', 'courier'] as const)('are not for a %s', async (role) => {
    const as = await all.token(role);
    expect((await all.call('GET', '/v1/operations/sagas', { as })).status).toBe(403);
    expect((await all.call('GET', `/v1/operations/sagas/${SAGA}`, { as })).status).toBe(403);
    for (const action of ['retry', 'compensate', 'settle']) {
      expect((await all.call('POST', `/v1/operations/sagas/${SAGA}/${action}`, { as, body: { reason: 'why not' } })).status).toBe(403);
    }
    expect(all.heard).toEqual([]);
  });
});
