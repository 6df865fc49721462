import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { orderEvents } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { eventually } from '@ftgo/testing';
import type { StandingRule } from '../../infra/router/client.ts';
import { routerOf } from '../../infra/router/of-stack.ts';
import { type Person, type Restaurant, balancedBooks, call, operator, place, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const { OrderCreated, OrderApproved, OrderRejected } = orderEvents;
const { ConsumerVerified } = consumerEvents;
const { AccountAuthorized } = authorizationEvents;
const { TicketCreated } = ticketEvents;
const PRICE = 1234;

const router = routerOf(stack);
let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  await router.reset();
  ajanta = await someRestaurant(await someConsumer());
  jane = await someConsumer();
});

afterEach(() => router.reset());

const heldBy = async ({ id, token }: Person): Promise<number> => (await call('GET', `/v1/consumers/${id}/account`, { token })).body.held.amount;

async function holds(consumer: Person, amount: number): Promise<void> {
  await eventually(async () => expect(await heldBy(consumer)).toBe(amount));
}

async function ticketIs(state: string, orderId: string): Promise<void> {
  const token = await operator();
  await eventually(async () => expect((await call('GET', `/v1/tickets/${orderId}`, { token })).body.state).toBe(state));
}

async function isApprovedOnce(consumer: Person, orderId: string): Promise<void> {
  await reaches('APPROVED', consumer, orderId);
  await ticketIs('AWAITING_ACCEPTANCE', orderId);
  expect(await heldBy(consumer)).toBe(PRICE);
}

describe('a message that comes twice', () => {
  it.each([OrderCreated, ConsumerVerified, TicketCreated, AccountAuthorized, OrderApproved])('has its effect once: $name', async (type) => {
    const consumer = await someConsumer();
    const doubled = await router.double(type);
    const orderId = await placed(consumer, ajanta);
    await isApprovedOnce(consumer, orderId);
    await doubled.took();
    await balancedBooks();
    expect(await heldBy(consumer)).toBe(PRICE);
  });

  it('and is a rejection gives back once', async () => {
    const consumer = await someConsumer(PRICE);
    const fits = await placed(consumer, ajanta);
    await isApprovedOnce(consumer, fits);
    const doubled = await router.double(OrderRejected);
    await reaches('REJECTED', consumer, await placed(consumer, ajanta));
    await doubled.took();
    await balancedBooks();
    expect(await heldBy(consumer)).toBe(PRICE);
  });
});

describe('two messages in either order', () => {
  it.each([
    ['TicketCreated', TicketCreated, ConsumerVerified],
    ['ConsumerVerified', ConsumerVerified, TicketCreated],
  ])('lead to the same: %s first', async (_, first, second) => {
    const consumer = await someConsumer();
    await router.deliver(first).before(second).for('consumer');
    await isApprovedOnce(consumer, await placed(consumer, ajanta));
    await balancedBooks();
  });
});

describe('a message that comes late, in time', () => {
  it('changes nothing but the time', async () => {
    const consumer = await someConsumer();
    const delayed = await router.delay(AccountAuthorized).by(1_000);
    const orderId = await placed(consumer, ajanta);
    await delayed.holds();
    expect((await call('GET', `/v1/orders/${orderId}`, { token: consumer.token })).body.state).toBe('APPROVAL_PENDING');
    await isApprovedOnce(consumer, orderId);
  });
});

describe('an undo that overtakes what it undoes', () => {
  it('leaves a tombstone in the kitchen, which refuses the late OrderCreated', async () => {
    const consumer = await someConsumer();
    const late = await router.hold(OrderCreated).for('restaurant');
    const orderId = await placed(consumer, ajanta);
    await late.holds();
    await call('POST', `/v1/orders/${orderId}/cancel`, { token: consumer.token });
    await reaches('REJECTED', consumer, orderId);
    await ticketIs('CANCELLED', orderId);

    expect(await late.lift()).toBe(1);
    const next = await placed(consumer, ajanta);
    await reaches('APPROVED', consumer, next);
    await ticketIs('CANCELLED', orderId);
    await reaches('REJECTED', consumer, orderId);
    await balancedBooks();
    expect(await heldBy(consumer)).toBe(PRICE);
  });

  it('leaves a tombstone in accounting: what was verified too late holds no money', async () => {
    const consumer = await someConsumer();
    const late = await router.hold(ConsumerVerified).for('consumer');
    const orderId = await placed(consumer, ajanta);
    await late.holds();
    await call('POST', `/v1/orders/${orderId}/cancel`, { token: consumer.token });
    await reaches('REJECTED', consumer, orderId);
    await ticketIs('CANCELLED', orderId);
    await late.lift();
    await balancedBooks();
    await holds(consumer, 0);
  });
});

describe('a message that is held past the deadline, or lost', () => {
  const silences = [
    router.hold(OrderCreated).for('consumer'),
    router.hold(ConsumerVerified),
    router.hold(TicketCreated),
    router.hold(AccountAuthorized),
    router.drop(AccountAuthorized),
  ].map((sentence) => sentence.once());

  // All of them wait for the deadline side by side.
  it('rejects the order, and its late coming changes nothing', async () => {
    const consumers = await Promise.all(silences.map(() => someConsumer()));
    const rules: StandingRule[] = [];
    const orders: { orderId: string; approvalDeadline: string }[] = [];
    for (const [index, silence] of silences.entries()) {
      const rule = await silence;
      orders.push((await place(consumers[index]!, ajanta)).body);
      await rule.took();
      rules.push(rule);
    }
    for (const [index, { orderId, approvalDeadline }] of orders.entries()) {
      const left = Math.max(Date.parse(approvalDeadline) - Date.now(), 0);
      expect(await reaches('REJECTED', consumers[index]!, orderId, left + 10_000)).toMatchObject({ reason: 'CREATION_DEADLINE_PASSED' });
    }
    for (const rule of rules) await rule.lift();
    await isApprovedOnce(jane, await placed(jane, ajanta));
    await balancedBooks();
    for (const [index, { orderId }] of orders.entries()) {
      await reaches('REJECTED', consumers[index]!, orderId);
      await ticketIs('CANCELLED', orderId);
      await holds(consumers[index]!, 0);
    }
  }, 120_000);
});
