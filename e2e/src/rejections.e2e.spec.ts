import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import {
  type Person,
  type Restaurant,
  balancedBooks,
  call,
  operator,
  pidOf,
  place,
  placed,
  reaches,
  someConsumer,
  someRestaurant,
} from './ftgo.ts';

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});

async function isRejectedFor(reason: string, consumer: Person, orderId: string, within?: number): Promise<void> {
  expect(await reaches('REJECTED', consumer, orderId, within)).toMatchObject({ reason, detail: expect.any(String) });
}

const heldBy = async ({ id, token }: Person): Promise<number> =>
  (await call('GET', `/v1/consumers/${id}/account`, { token })).body.held.amount;

async function nothingIsHeldBy(consumer: Person): Promise<void> {
  await eventually(async () => expect(await heldBy(consumer)).toBe(0));
}

describe('an order is rejected, and what was done is undone,', () => {
  it('when the consumer is suspended', async () => {
    const sid = await someConsumer();
    await call('PUT', `/v1/consumers/${sid.id}/status`, { token: await operator(), body: { status: 'SUSPENDED' } });
    await isRejectedFor('CONSUMER_SUSPENDED', sid, await placed(sid, ajanta));
    await nothingIsHeldBy(sid);
  });

  it('when the amount is over the credit limit, exactly', async () => {
    const lou = await someConsumer(1234);
    const fits = await placed(lou, ajanta, 1);
    await reaches('APPROVED', lou, fits);
    await isRejectedFor('CREDIT_LIMIT_EXCEEDED', lou, await placed(lou, ajanta, 1));
    expect(await heldBy(lou)).toBe(1234);
  });

  it('when the restaurant is closed', async () => {
    const neverOpen = await someRestaurant(jane, { openingHours: [] });
    await isRejectedFor('RESTAURANT_CLOSED', jane, await placed(jane, neverOpen));
  });

  it('when the kitchen is at capacity, and not when there is room again', async () => {
    const tiny = await someRestaurant(jane, { capacity: 1 });
    const first = await placed(jane, tiny);
    await reaches('APPROVED', jane, first);
    await isRejectedFor('KITCHEN_AT_CAPACITY', jane, await placed(jane, tiny));
    await call('PUT', `/v1/restaurants/${tiny.id}/capacity`, { token: tiny.token, body: { capacity: 2 } });
    await eventually(async () => reaches('APPROVED', jane, await placed(jane, tiny), 2_000), { within: 10_000 });
  });

  it.each([
    ['the price changed', 'PRICE_CHANGED', (menu: Restaurant['menu']) => menu.map((item) => ({ ...item, price: { ...item.price, amount: item.price.amount + 1 } }))],
    ['the item is gone', 'ITEM_NOT_ON_MENU', (menu: Restaurant['menu']) => menu.slice(1)],
  ])('when %s while the order service still knew the old menu', async (_, reason, change) => {
    // The order service hears nothing for a while, and so prices by what it knows.
    const restaurant = await someRestaurant(jane);
    const { body } = await eventually(async () => {
      const [, order] = await Promise.all([
        call('PUT', `/v1/restaurants/${restaurant.id}/menu`, { token: restaurant.token, body: { menu: change(restaurant.menu) } }),
        place(jane, restaurant),
      ]);
      const settled = order.status === 201 ? await eventually(async () => {
        const { body: now } = await call('GET', `/v1/orders/${order.body.orderId}`, { token: jane.token });
        if (now.state === 'APPROVAL_PENDING') throw new Error('still pending');
        return now;
      }) : undefined;
      if (settled?.state !== 'REJECTED') {
        await call('PUT', `/v1/restaurants/${restaurant.id}/menu`, { token: restaurant.token, body: { menu: restaurant.menu } });
        await eventually(async () => expect((await place(jane, restaurant)).status).toBe(201));
        throw new Error(`this time the order service knew before it was asked: ${JSON.stringify(settled ?? order.body)}`);
      }
      return { body: settled };
    });
    expect(body).toMatchObject({ reason });
  });

  it('when the consumer cancels while it is pending: late steps find tombstones', async () => {
    const max = await someConsumer();
    const pid = pidOf('consumer');
    process.kill(pid, 'SIGSTOP');
    let orderId: string;
    try {
      orderId = await placed(max, ajanta);
      const cancel = await call('POST', `/v1/orders/${orderId}/cancel`, { token: max.token });
      expect(cancel.status).toBe(202);
      await isRejectedFor('CANCELLED_BY_CONSUMER', max, orderId);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await balancedBooks();
    await nothingIsHeldBy(max);
    await isRejectedFor('CANCELLED_BY_CONSUMER', max, orderId);
  }, 60_000);

  it('when it is still pending at its deadline', async () => {
    const pid = pidOf('consumer');
    const pia = await someConsumer();
    process.kill(pid, 'SIGSTOP');
    try {
      const { body } = await place(pia, ajanta);
      const deadline = new Date(body.approvalDeadline).getTime() - Date.now();
      expect(deadline).toBeLessThan(60_000);
      await isRejectedFor('CREATION_DEADLINE_PASSED', pia, body.orderId, deadline + 5_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await balancedBooks();
    await nothingIsHeldBy(pia);
  }, 90_000);
});
