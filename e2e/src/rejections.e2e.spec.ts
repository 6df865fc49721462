import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import {
  type Person,
  type Restaurant,
  balancedBooks,
  call,
  decided,
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

async function isHeldBy(consumer: Person, amount: number): Promise<void> {
  await eventually(async () => expect(await heldBy(consumer)).toBe(amount));
}

const nothingIsHeldBy = (consumer: Person): Promise<void> => isHeldBy(consumer, 0);

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
    await isHeldBy(lou, 1234);
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
    // The kitchen hears of the change a moment later. No order is placed while the one before may still take the room.
    await eventually(async () => expect((await decided(jane, await placed(jane, tiny))).state).toBe('APPROVED'), { within: 60_000 });
  }, 120_000);

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
    await balancedBooks(60_000);
    await nothingIsHeldBy(max);
    await isRejectedFor('CANCELLED_BY_CONSUMER', max, orderId);
  }, 120_000);

  it('when it is still pending at its deadline', async () => {
    const pid = pidOf('consumer');
    const pia = await someConsumer();
    process.kill(pid, 'SIGSTOP');
    try {
      const { body } = await place(pia, ajanta);
      const deadline = new Date(body.approvalDeadline).getTime() - Date.now();
      // Whoever runs this elsewhere may have to wait for longer.
      expect(deadline).toBeLessThan(90_000);
      await isRejectedFor('CREATION_DEADLINE_PASSED', pia, body.orderId, deadline + 20_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await balancedBooks(60_000);
    await nothingIsHeldBy(pia);
  }, 180_000);
});
