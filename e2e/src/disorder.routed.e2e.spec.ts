import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { orderEvents } from '@ftgo/order-api';
import { restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { eventually } from '@ftgo/testing';
import type { Sentence } from '../../infra/router/client.ts';
import { routerOf } from '../../infra/router/of-stack.ts';
import { type Person, type Restaurant, balancedBooks, call, decided, operator, place, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';

const { OrderCreated, OrderApproved, OrderRejected } = orderEvents;
const { ConsumerVerified } = consumerEvents;
const { AccountAuthorized } = authorizationEvents;
const { TicketCreated } = ticketEvents;
const { RestaurantMenuChanged } = restaurantEvents;
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
  await holds(consumer, PRICE);
}

/** Places an order, one of whose later messages is silenced: of those there may still be some under way about another order. */
async function placedBehind(silence: Sentence, consumer: Person) {
  const gate = await router.hold(OrderCreated).once();
  const { body: order } = await place(consumer, ajanta);
  await gate.took();
  const rule = await silence.of(order.orderId).once();
  await gate.lift();
  await rule.took();
  return { consumer, order, rule };
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
    const { consumer, order, rule } = await placedBehind(router.hold(AccountAuthorized), await someConsumer());
    expect((await call('GET', `/v1/orders/${order.orderId}`, { token: consumer.token })).body.state).toBe('APPROVAL_PENDING');
    await rule.lift();
    await isApprovedOnce(consumer, order.orderId);
  });
});

describe('news of a menu that comes late', () => {
  it.each([
    ['the price changed', 'PRICE_CHANGED', (menu: Restaurant['menu']) => menu.map((item) => ({ ...item, price: { ...item.price, amount: item.price.amount + 1 } }))],
    ['the item is gone', 'ITEM_NOT_ON_MENU', (menu: Restaurant['menu']) => menu.slice(1)],
  ])('to the order service, which prices by what it knows: the kitchen knows that %s', async (_, reason, change) => {
    const consumer = await someConsumer();
    const restaurant = await someRestaurant(consumer);
    const late = await router.hold(RestaurantMenuChanged).of(restaurant.id).for('order');
    const { status } = await call('PUT', `/v1/restaurants/${restaurant.id}/menu`, { token: restaurant.token, body: { menu: change(restaurant.menu) } });
    expect(status).toBe(200);
    await late.holds();
    // The kitchen hears of orders on another channel: of the first one perhaps before the menu.
    const order = await eventually(
      async () => {
        const found = await decided(consumer, await placed(consumer, restaurant));
        expect(found.state).toBe('REJECTED');
        return found;
      },
      { within: 60_000 },
    );
    expect(order).toMatchObject({ reason });
  }, 90_000);
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
  const later = [router.hold(ConsumerVerified), router.hold(TicketCreated), router.hold(AccountAuthorized), router.drop(AccountAuthorized)];

  /** Nothing is created beside it, so it is the order's own message that is taken. */
  async function placedUnheard(consumer: Person) {
    const rule = await router.hold(OrderCreated).for('consumer').once();
    const { body: order } = await place(consumer, ajanta);
    await rule.took();
    return { consumer, order, rule };
  }

  // All of them wait for the deadline side by side.
  it('rejects the order, and its late coming changes nothing', async () => {
    const silenced = [await placedUnheard(await someConsumer())];
    for (const silence of later) silenced.push(await placedBehind(silence, await someConsumer()));
    for (const { consumer, order } of silenced) {
      const left = Math.max(Date.parse(order.approvalDeadline) - Date.now(), 0);
      expect(await reaches('REJECTED', consumer, order.orderId, left + 20_000)).toMatchObject({ reason: 'CREATION_DEADLINE_PASSED' });
    }
    for (const { rule } of silenced) await rule.lift();
    await isApprovedOnce(jane, await placed(jane, ajanta));
    await balancedBooks();
    for (const { consumer, order } of silenced) {
      await reaches('REJECTED', consumer, order.orderId);
      await ticketIs('CANCELLED', order.orderId);
      await holds(consumer, 0);
    }
  }, 180_000);
});
