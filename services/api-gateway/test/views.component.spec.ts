import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ordersViews, quietOperations } from './examples.mother.ts';
import { Status } from './neighbour.ts';
import { Neighbourhood } from './neighbourhood.ts';

const PATH = '/v1/operations/views';
const away = { listViews: () => Promise.reject(new Status(status.UNAVAILABLE)) };

let all: Neighbourhood;
let operator: string;
beforeAll(async () => {
  all = await Neighbourhood.open();
  operator = await all.token('operator');
});
afterEach(() => all.forget());
afterAll(() => all.close());

function views(order: object, others: object = quietOperations): void {
  for (const neighbour of [all.consumer, all.restaurant, all.delivery]) neighbour.says(others as typeof quietOperations);
  all.order.says(order as typeof ordersViews);
}

const post = (path: string, as = operator) => all.call('POST', PATH + path, { as, body: {}, headers: { 'idempotency-key': 'key-1' } });

describe('the views of all services', () => {
  it('are listed together, and who could not be asked is named', async () => {
    views(ordersViews, away);
    const { body } = await all.call('GET', PATH, { as: operator });
    expect(body).toMatchObject({ generations: [{ service: 'order', view: 'order-history', state: 'ACTIVE', read: 41, total: 42 }] });
    expect(body.unavailable.sort()).toEqual(['consumer', 'delivery', 'restaurant']);
  });

  it('are made again by the service that has them', async () => {
    views(ordersViews);
    expect(await post('/order-history/rebuild')).toMatchObject({ status: 202, body: { generations: [{ generation: 1 }, { generation: 2, state: 'BUILDING' }] } });
    expect(all.order.heard.at(-1)).toMatchObject({ method: 'rebuildView', request: { view: 'order-history', idempotencyKey: 'key-1' } });
    expect(await post('/order-history/give-up')).toMatchObject({ status: 200 });
    expect(all.order.heard.at(-1)).toMatchObject({ method: 'giveUpRebuild' });
  });

  it('that nobody has are not found; where somebody cannot be asked, nobody knows', async () => {
    views(quietOperations);
    expect(await post('/order-history/rebuild')).toMatchObject({ status: 404, body: { code: 'VIEW_NOT_FOUND' } });
    views({ ...away, rebuildView: away.listViews });
    expect(await post('/order-history/rebuild')).toMatchObject({ status: 503 });
    expect(await post('/Order%20History/rebuild')).toMatchObject({ status: 400 });
  });

  it('are for operators', async () => {
    const jane = await all.token('consumer');
    expect((await all.call('GET', PATH, { as: jane })).status).toBe(403);
    expect((await post('/order-history/rebuild', jane)).status).toBe(403);
  });
});
