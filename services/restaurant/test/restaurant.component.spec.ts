import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { deliveryEvents } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents, orderReplies } from '@ftgo/order-api';
import { RestaurantGrpc, restaurantCommands, restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { v7 as uuidv7 } from 'uuid';
import { restaurantService } from '../src/restaurant-service.module.ts';

const calls = RestaurantGrpc.RestaurantServiceService;
const channels = [restaurantEvents.RestaurantCreated, ticketEvents.TicketCreated, restaurantCommands.BeginCancelTicket, orderEvents.OrderCreated, orderReplies.StepDone, deliveryEvents.DeliveryPickedUp].map(
  ({ channel }) => channel,
);

const operator: Caller = { id: uuidv7(), role: 'operator' };
const jane: Caller = { id: uuidv7(), role: 'consumer' };
const staffOf = ({ restaurantId }: RestaurantGrpc.Restaurant): Caller => ({ id: restaurantId, role: 'restaurant' });

const vindaloo = { menuItemId: 'vindaloo', name: 'Chicken Vindaloo', price: { amount: 1234, currency: 'USD' } };
const naan = { menuItemId: 'naan', name: 'Garlic Naan', price: { amount: 399, currency: 'USD' } };
const aroundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));

const ajanta = (): RestaurantGrpc.CreateRestaurantRequest => ({
  name: 'Ajanta',
  address: { street: '1888 Solano Ave', city: 'Berkeley', zip: '94707', lat: 37.8916, lng: -122.2814 },
  timeZone: 'America/Los_Angeles',
  menu: [vindaloo, naan],
  openingHours: aroundTheClock,
  capacity: undefined,
  email: `${uuidv7()}@ftgo.example`,
  password: 'ftgo-demo',
  idempotencyKey: '',
});

const anOrder = (restaurantId: string, of: Partial<OrderEvents.OrderCreated> = {}): OrderEvents.OrderCreated => ({
  orderId: uuidv7(),
  consumerId: jane.id,
  restaurantId,
  lineItems: [{ ...vindaloo, quantity: 2 }],
  orderTotal: { amount: 2468, currency: 'USD' },
  deliveryAddress: undefined,
  deliveryTime: undefined,
  createdAt: new Date(),
  ...of,
});

let service: ServiceUnderTest;

const refused = async (call: Promise<unknown>) => {
  const { kind, code, field } = refusalOf(await call.then(() => ({}), (error: object) => error)) ?? {};
  return { kind, code, field };
};
const create = (request = ajanta(), caller: Caller | undefined = operator) => service.call(calls.createRestaurant, request, caller);
const publishCreated = (order: OrderEvents.OrderCreated, id?: string) => service.publish(orderEvents.OrderCreated, order.orderId, order, id);
const publishApproved = (order: OrderEvents.OrderCreated) => service.publish(orderEvents.OrderApproved, order.orderId, order);
const publishRejected = (order: OrderEvents.OrderCreated) =>
  service.publish(orderEvents.OrderRejected, order.orderId, { ...order, reason: 'CREDIT_LIMIT_EXCEEDED', detail: '' });
const ticketOf = ({ orderId }: OrderEvents.OrderCreated, caller = operator) => service.call(calls.getTicket, { orderId }, caller);
const ticketTypes = (orderId: string) => service.typesOf(orderId).filter((type) => type.startsWith('ftgo.ticket.Ticket'));
const books = () => service.call(calls.getBooks, {}, operator);

beforeAll(async () => {
  service = await ServiceUnderTest.start('restaurant', restaurantService, channels);
  // A relay's first slot waits for every transaction that is open on the server, other tests' too.
  await eventually(async () => service.hears(restaurantEvents.RestaurantCreated, (await create()).restaurantId), { within: 60_000 });
}, 90_000);

afterAll(() => service?.stop());

describe('a restaurant', () => {
  it('is created by an operator, told to the world and shown to anybody', async () => {
    const restaurant = await create();
    const { restaurantId } = restaurant;
    const { email: _, password: __, idempotencyKey: ___, ...kept } = ajanta();
    expect(restaurant).toEqual({ ...kept, restaurantId, version: 1 });
    expect(await service.hears(restaurantEvents.RestaurantCreated, restaurantId)).toEqual({ ...kept, restaurantId, version: 1 });
    expect(await service.call(calls.getRestaurant, { restaurantId })).toEqual(restaurant);
    expect(await service.get(`/v1/restaurants/${restaurantId}`)).toEqual({ status: 200, body: JSON.parse(JSON.stringify(restaurant)) });
  });

  it('is created by nobody else', async () => {
    expect(await refused(service.call(calls.createRestaurant, ajanta()))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refused(create(ajanta(), jane))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused with the value at fault', async () => {
    const free = { ...naan, price: { amount: 0, currency: 'USD' } };
    expect(await refused(create({ ...ajanta(), menu: [vindaloo, free] }))).toEqual({ kind: 'invalid', code: 'INVALID_RESTAURANT', field: '/menu/1/price' });
    expect(await refused(create({ ...ajanta(), timeZone: 'Berkeley' }))).toMatchObject({ field: '/timeZone' });
    expect(await refused(create({ ...ajanta(), openingHours: [{ weekday: 9, opens: 0, closes: 1 }] }))).toMatchObject({ field: '/openingHours/0/weekday' });
  });

  it('is created once under one idempotency key', async () => {
    const request = { ...ajanta(), idempotencyKey: uuidv7() };
    expect(await create(request)).toEqual(await create(request));
    expect(await refused(create({ ...request, name: 'Another' }))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('signs its staff in, and nobody with another password or address', async () => {
    const request = ajanta();
    const { restaurantId } = await create(request);
    const signIn = (email: string, password: string) => service.call(calls.verifyCredentials, { email, password });
    expect(await signIn(request.email.toUpperCase(), 'ftgo-demo')).toEqual({ userId: restaurantId, role: 'restaurant' });
    expect(await refused(signIn(request.email, 'ftgo-dem0'))).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await refused(signIn('nobody@ftgo.example', 'ftgo-demo'))).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await refused(create({ ...ajanta(), email: request.email }))).toEqual({ kind: 'conflict', code: 'EMAIL_TAKEN', field: '/email' });
  });

  it('is changed by its own staff or an operator, one version at a time', async () => {
    const restaurant = await create();
    const { restaurantId } = restaurant;
    const change = { restaurantId, idempotencyKey: '' };
    expect(await service.call(calls.replaceMenu, { ...change, menu: [naan] }, staffOf(restaurant))).toMatchObject({ version: 2, menu: [naan] });
    expect(await service.call(calls.replaceOpeningHours, { ...change, openingHours: [] }, operator)).toMatchObject({ version: 3 });
    expect(await service.call(calls.setCapacity, { ...change, capacity: 0 }, operator)).toMatchObject({ version: 4, capacity: 0 });
    expect(await service.hears(restaurantEvents.RestaurantCapacityChanged, restaurantId)).toEqual({ restaurantId, version: 4, capacity: 0 });

    const neighbour: Caller = { id: uuidv7(), role: 'restaurant' };
    for (const stranger of [neighbour, jane]) {
      expect(await refused(service.call(calls.setCapacity, { ...change, capacity: 1 }, stranger))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('that does not exist is not found', async () => {
    for (const restaurantId of [uuidv7(), 'no id']) {
      expect(await refused(service.call(calls.getRestaurant, { restaurantId }))).toMatchObject({ code: 'RESTAURANT_NOT_FOUND' });
      expect(await service.get(`/v1/restaurants/${restaurantId}`)).toMatchObject({ status: 404, body: { code: 'RESTAURANT_NOT_FOUND' } });
      const change = { restaurantId, capacity: 1, idempotencyKey: '' };
      expect(await refused(service.call(calls.setCapacity, change, operator))).toMatchObject({ code: 'RESTAURANT_NOT_FOUND' });
    }
  });

  it('stands in a list that is paged', async () => {
    await create();
    await create();
    const first = (await service.get('/v1/restaurants?limit=1')).body;
    expect(first.restaurants).toHaveLength(1);
    expect(first.restaurants[0].menu).toEqual([]);
    const page = { limit: 1, after: first.nextAfter };
    const second = await service.call(calls.listRestaurants, { page });
    expect(second.restaurants[0]?.restaurantId).not.toBe(first.restaurants[0].restaurantId);
    for (const wrong of ['limit=0.5', 'limit=1000', 'after=here']) {
      expect(await service.get(`/v1/restaurants?${wrong}`)).toMatchObject({ status: 400, body: { code: 'INVALID_PAGE' } });
    }
  });
});

describe('the kitchen, when an order is created', () => {
  it('makes a ticket, which the restaurant sees once the order is approved', async () => {
    const restaurant = await create();
    const { restaurantId } = restaurant;
    const order = anOrder(restaurantId);
    const { orderId, lineItems } = order;
    await publishCreated(order);
    expect(await service.hears(ticketEvents.TicketCreated, orderId)).toEqual({ orderId, restaurantId });
    const pending = { orderId, restaurantId, state: 'CREATE_PENDING', lineItems, version: 1, acceptBy: undefined, readyBy: undefined, rejectionReason: '' };
    expect(await ticketOf(order)).toEqual(pending);
    expect((await service.get(`/v1/restaurants/${restaurantId}/tickets`, staffOf(restaurant))).body.tickets).toEqual([]);

    await publishApproved(order);
    expect(await service.hears(ticketEvents.TicketConfirmed, orderId)).toEqual({ orderId, restaurantId });
    const { acceptBy } = await ticketOf(order);
    const ticket = { ...pending, state: 'AWAITING_ACCEPTANCE', version: 2, acceptBy };
    expect(acceptBy!.getTime()).toBeGreaterThan(Date.now());
    expect(await service.call(calls.listTickets, { restaurantId, page: undefined, state: '' }, staffOf(restaurant))).toEqual({ tickets: [ticket], nextAfter: '' });
    expect(await service.get(`/v1/tickets/${orderId}`, jane)).toEqual({ status: 200, body: JSON.parse(JSON.stringify(ticket)) });
  });

  it('shows the ticket to nobody whom it does not concern', async () => {
    const restaurant = await create();
    const order = anOrder(restaurant.restaurantId);
    await publishCreated(order);
    await service.hears(ticketEvents.TicketCreated, order.orderId);
    for (const concerned of [jane, staffOf(restaurant), operator]) expect(await ticketOf(order, concerned)).toMatchObject({ state: 'CREATE_PENDING' });
    for (const role of ['consumer', 'restaurant'] as const) {
      expect(await refused(ticketOf(order, { id: uuidv7(), role }))).toMatchObject({ code: 'TICKET_NOT_FOUND' });
    }
    expect(await refused(ticketOf(order, { id: jane.id, role: 'courier' }))).toMatchObject({ code: 'FORBIDDEN' });
    const stranger: Caller = { id: uuidv7(), role: 'restaurant' };
    const { restaurantId } = restaurant;
    expect(await service.get(`/v1/restaurants/${restaurantId}/tickets`, stranger)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it.each([
    ['closed', { openingHours: [] }, {}, 'RESTAURANT_CLOSED'],
    ['without the item', { menu: [naan] }, {}, 'ITEM_NOT_ON_MENU'],
    ['at another price', { menu: [{ ...vindaloo, price: { amount: 1235, currency: 'USD' } }] }, {}, 'PRICE_CHANGED'],
    ['at capacity', { capacity: 0 }, {}, 'KITCHEN_AT_CAPACITY'],
    ['nowhere to be found', {}, { restaurantId: uuidv7() }, 'RESTAURANT_NOT_FOUND'],
  ])('refuses it where the restaurant is %s', async (_, kitchen, of, reason) => {
    const { restaurantId } = await create({ ...ajanta(), ...kitchen });
    const order = anOrder(restaurantId, of);
    await publishCreated(order);
    expect(await service.hears(ticketEvents.TicketCreationFailed, order.orderId)).toMatchObject({ restaurantId: order.restaurantId, reason });
    expect(await ticketOf(order)).toMatchObject({ state: 'REFUSED' });

    await publishRejected(order);
    await service.hears(ticketEvents.TicketCancelled, order.orderId);
    expect(await ticketOf(order)).toMatchObject({ state: 'CANCELLED' });
  });

  it('makes one ticket of an order that comes more than once, and of one that was rejected already none', async () => {
    const { restaurantId } = await create();
    const [order, rejected] = [anOrder(restaurantId), anOrder(restaurantId)];
    await publishCreated(order, await publishCreated(order));
    await publishCreated(order);
    await publishRejected(rejected);
    await publishCreated(rejected);
    await publishApproved(rejected);
    await publishApproved(order);
    await publishRejected(order);

    await service.hears(ticketEvents.TicketCancelled, order.orderId);
    expect(ticketTypes(order.orderId)).toEqual([ticketEvents.TicketCreated, ticketEvents.TicketConfirmed, ticketEvents.TicketCancelled].map(({ name }) => name));
    await service.hears(ticketEvents.TicketCancelled, rejected.orderId);
    expect(await ticketOf(rejected)).toMatchObject({ state: 'CANCELLED', lineItems: [] });
    expect(ticketTypes(rejected.orderId)).toEqual([ticketEvents.TicketCancelled.name]);
  });

  it('has room again when an order is rejected', async () => {
    const { restaurantId } = await create({ ...ajanta(), capacity: 1 });
    const [first, second, third] = [anOrder(restaurantId), anOrder(restaurantId), anOrder(restaurantId)];
    await publishCreated(first);
    await service.hears(ticketEvents.TicketCreated, first.orderId);
    await publishCreated(second);
    await service.hears(ticketEvents.TicketCreationFailed, second.orderId);
    await publishRejected(first);
    await service.hears(ticketEvents.TicketCancelled, first.orderId);
    await publishCreated(third);
    await service.hears(ticketEvents.TicketCreated, third.orderId);
  });
});

const anHourFromNow = () => new Date(Date.now() + 3_600_000);
const confirmed = async (restaurantId: string) => {
  const order = anOrder(restaurantId);
  await publishCreated(order);
  await publishApproved(order);
  await service.hears(ticketEvents.TicketConfirmed, order.orderId);
  return order;
};

describe("the restaurant's staff", () => {
  it('accepts a ticket, prepares it and finishes it, and the world hears of each step', async () => {
    const restaurant = await create();
    const { restaurantId } = restaurant;
    const staff = staffOf(restaurant);
    const { orderId } = await confirmed(restaurantId);
    const readyBy = anHourFromNow();
    const command = { orderId, idempotencyKey: '' };
    expect(await service.call(calls.acceptTicket, { ...command, readyBy }, staff)).toMatchObject({ state: 'ACCEPTED', readyBy });
    expect(await service.hears(ticketEvents.TicketAccepted, orderId)).toEqual({ orderId, restaurantId, readyBy });
    expect(await service.call(calls.startPreparation, command, staff)).toMatchObject({ state: 'PREPARING', readyBy });
    await service.hears(ticketEvents.TicketPreparationStarted, orderId);
    expect(await service.call(calls.finishPreparation, command, staff)).toMatchObject({ state: 'READY_FOR_PICKUP' });
    await service.hears(ticketEvents.TicketReadyForPickup, orderId);

    const list = (state: string) => service.get(`/v1/restaurants/${restaurantId}/tickets?state=${state}`, staff);
    expect((await list('READY_FOR_PICKUP')).body.tickets).toMatchObject([{ orderId, readyBy: readyBy.toISOString() }]);
    expect((await list('PREPARING')).body.tickets).toEqual([]);
    expect(await list('CANCELLED')).toMatchObject({ status: 400, body: { code: 'INVALID_TICKET_STATE' } });
  });

  it('sees a ticket go when the courier has picked it up', async () => {
    const { restaurantId } = await create();
    const { orderId } = await confirmed(restaurantId);
    await service.call(calls.acceptTicket, { orderId, readyBy: anHourFromNow(), idempotencyKey: '' }, { id: restaurantId, role: 'restaurant' });
    await service.publish(deliveryEvents.DeliveryPickedUp, orderId, { orderId, restaurantId, courierId: uuidv7(), pickedUpAt: new Date() });
    expect(await service.hears(ticketEvents.TicketPickedUp, orderId)).toEqual({ orderId, restaurantId });
  });

  it('rejects a ticket, which is cancelled with its order', async () => {
    const restaurant = await create();
    const order = await confirmed(restaurant.restaurantId);
    const { orderId } = order;
    const rejection = { orderId, reason: 'Out of rice.', idempotencyKey: uuidv7() };
    const answer = await service.call(calls.rejectTicket, rejection, staffOf(restaurant));
    expect(answer).toMatchObject({ state: 'REJECTED', rejectionReason: 'Out of rice.' });
    expect(await service.hears(ticketEvents.TicketRejected, orderId)).toMatchObject({ reason: 'Out of rice.' });
    await service.publish(orderEvents.OrderCancelled, orderId, { ...order, reason: 'BY_RESTAURANT', detail: 'Out of rice.' });
    await service.hears(ticketEvents.TicketCancelled, orderId);
    expect(await service.call(calls.rejectTicket, rejection, staffOf(restaurant))).toEqual(answer);
  });

  it('acts on its own tickets only, and nobody else does', async () => {
    const restaurant = await create();
    const { orderId } = await confirmed(restaurant.restaurantId);
    const steps = (caller?: Caller) => [
      service.call(calls.acceptTicket, { orderId, readyBy: anHourFromNow(), idempotencyKey: '' }, caller),
      service.call(calls.rejectTicket, { orderId, reason: 'No.', idempotencyKey: '' }, caller),
      service.call(calls.startPreparation, { orderId, idempotencyKey: '' }, caller),
      service.call(calls.finishPreparation, { orderId, idempotencyKey: '' }, caller),
    ];
    for (const step of steps({ id: uuidv7(), role: 'restaurant' })) expect(await refused(step)).toMatchObject({ code: 'TICKET_NOT_FOUND' });
    for (const stranger of [jane, operator, { id: uuidv7(), role: 'courier' } as const]) {
      for (const step of steps(stranger)) expect(await refused(step)).toMatchObject({ code: 'FORBIDDEN' });
    }
    for (const step of steps()) expect(await refused(step)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await service.call(calls.getTicket, { orderId }, operator)).toMatchObject({ state: 'AWAITING_ACCEPTANCE' });
  });

  it('is told what is wrong with a step', async () => {
    const restaurant = await create();
    const { orderId } = await confirmed(restaurant.restaurantId);
    const accept = (readyBy: Date | undefined) => refused(service.call(calls.acceptTicket, { orderId, readyBy, idempotencyKey: '' }, staffOf(restaurant)));
    const outOfRange = { kind: 'unprocessable', code: 'READY_BY_OUT_OF_RANGE', field: '/readyBy' };
    expect(await accept(undefined)).toEqual(outOfRange);
    expect(await accept(new Date(Date.now() - 1_000))).toEqual(outOfRange);
    const finish = service.call(calls.finishPreparation, { orderId, idempotencyKey: '' }, staffOf(restaurant));
    expect(await refused(finish)).toMatchObject({ kind: 'conflict', code: 'WRONG_TICKET_STATE' });
  });
});

describe('the kitchen, as a participant of sagas', () => {
  const stepsOf = (order: OrderEvents.OrderCreated) => {
    const sagaId = uuidv7();
    const told = async (step: string, undoes: string, type: keyof typeof restaurantCommands, lineItems = order.lineItems) => {
      const { orderId, restaurantId } = order;
      const body = { saga: { sagaId, step, attempt: 1, undoes }, orderId, restaurantId, lineItems };
      return service.replyTo(await service.command(restaurantCommands[type], orderId, body, orderReplies.StepDone.channel));
    };
    return {
      beginCancel: () => told('BEGIN', '', 'BeginCancelTicket'),
      undoBeginCancel: () => told('UNDO', 'BEGIN', 'UndoBeginCancelTicket'),
      confirmCancel: () => told('CONFIRM', '', 'ConfirmCancelTicket'),
      beginRevise: (lineItems: OrderEvents.OrderCreated['lineItems']) => told('BEGIN', '', 'BeginReviseTicket', lineItems),
      undoBeginRevise: () => told('UNDO', 'BEGIN', 'UndoBeginReviseTicket'),
      confirmRevise: (lineItems: OrderEvents.OrderCreated['lineItems']) => told('CONFIRM', '', 'ConfirmReviseTicket', lineItems),
    };
  };
  const twoNaans = [{ ...naan, quantity: 2 }];
  const accept = ({ orderId, restaurantId }: OrderEvents.OrderCreated) =>
    service.call(calls.acceptTicket, { orderId, readyBy: anHourFromNow(), idempotencyKey: '' }, { id: restaurantId, role: 'restaurant' });

  it('keeps the hands of the staff off a ticket that may be cancelled, and lets it go', async () => {
    const { restaurantId } = await create();
    const order = await confirmed(restaurantId);
    const saga = stepsOf(order);
    expect(await saga.beginCancel()).toBe('DONE');
    expect(await refused(accept(order))).toMatchObject({ kind: 'conflict', code: 'TICKET_LOCKED' });
    const seen = await service.call(calls.listTickets, { restaurantId, page: undefined, state: 'CANCEL_PENDING' }, { id: restaurantId, role: 'restaurant' });
    expect(seen.tickets).toMatchObject([{ orderId: order.orderId, state: 'CANCEL_PENDING' }]);
    expect(await saga.undoBeginCancel()).toBe('DONE');
    expect(await accept(order)).toMatchObject({ state: 'ACCEPTED' });
  });

  it('cancels a ticket once the saga has passed its pivot, and has room again', async () => {
    const { restaurantId } = await create({ ...ajanta(), capacity: 1 });
    const order = await confirmed(restaurantId);
    await accept(order);
    const saga = stepsOf(order);
    expect([await saga.beginCancel(), await saga.confirmCancel()]).toEqual(['DONE', 'DONE']);
    expect(await ticketOf(order)).toMatchObject({ state: 'CANCELLED' });
    await service.publish(orderEvents.OrderCancelled, order.orderId, { ...order, reason: 'BY_CONSUMER', detail: '' });
    await confirmed(restaurantId);
    await service.hears(ticketEvents.TicketCancelled, order.orderId);
    expect(ticketTypes(order.orderId).filter((type) => type === ticketEvents.TicketCancelled.name)).toHaveLength(1);
  });

  it('refuses to cancel or to change what is being cooked', async () => {
    const { restaurantId } = await create();
    const order = await confirmed(restaurantId);
    await accept(order);
    await service.call(calls.startPreparation, { orderId: order.orderId, idempotencyKey: '' }, { id: restaurantId, role: 'restaurant' });
    expect(await stepsOf(order).beginCancel()).toBe('TICKET_IN_PREPARATION');
    expect(await stepsOf(order).beginRevise(twoNaans)).toBe('TICKET_IN_PREPARATION');
    expect(await ticketOf(order)).toMatchObject({ state: 'PREPARING' });
  });

  it('cooks other lines once the saga has passed its pivot, and the old ones where it takes that back', async () => {
    const { restaurantId } = await create();
    const order = await confirmed(restaurantId);
    const taken = stepsOf(order);
    expect([await taken.beginRevise(twoNaans), await taken.undoBeginRevise()]).toEqual(['DONE', 'DONE']);
    expect(await ticketOf(order)).toMatchObject({ state: 'AWAITING_ACCEPTANCE', lineItems: order.lineItems });
    const saga = stepsOf(order);
    expect(await saga.beginRevise(twoNaans)).toBe('DONE');
    expect(await ticketOf(order)).toMatchObject({ state: 'REVISION_PENDING', lineItems: order.lineItems });
    expect(await saga.confirmRevise(twoNaans)).toBe('DONE');
    expect(await ticketOf(order)).toMatchObject({ state: 'AWAITING_ACCEPTANCE', lineItems: twoNaans });
  });

  it('refuses lines that it does not offer', async () => {
    const { restaurantId } = await create();
    const order = await confirmed(restaurantId);
    expect(await stepsOf(order).beginRevise([{ ...naan, menuItemId: 'biryani', quantity: 1 }])).toBe('ITEM_NOT_ON_MENU');
    expect(await ticketOf(order)).toMatchObject({ state: 'AWAITING_ACCEPTANCE' });
  });

  it('cancels a ticket whose approval it has not heard of, and says so once it has', async () => {
    const { restaurantId } = await create();
    const order = anOrder(restaurantId);
    await publishCreated(order);
    await service.hears(ticketEvents.TicketCreated, order.orderId);
    const saga = stepsOf(order);
    expect(await saga.beginCancel()).toBe('DONE');
    await publishApproved(order);
    await service.hears(ticketEvents.TicketConfirmed, order.orderId);
    expect(await ticketOf(order)).toMatchObject({ state: 'CANCEL_PENDING' });
    expect(await saga.undoBeginCancel()).toBe('DONE');
    expect(await ticketOf(order)).toMatchObject({ state: 'AWAITING_ACCEPTANCE' });
  });
});

describe('an order that cannot be read', () => {
  it('is set aside with what follows it, and stops nobody else', async () => {
    const { restaurantId } = await create();
    const { deadLetters } = await books();
    const broken = anOrder(restaurantId, { lineItems: [{ ...vindaloo, price: undefined, quantity: 1 }] });
    await publishCreated(broken);
    await publishApproved(broken);
    const good = anOrder(restaurantId);
    await publishCreated(good);
    await service.hears(ticketEvents.TicketCreated, good.orderId);
    await eventually(async () => expect((await books()).deadLetters).toBe(deadLetters + 2));
    expect(ticketTypes(broken.orderId)).toEqual([]);
  });
});

describe('the books', () => {
  it('are open to operators, and balance', async () => {
    expect(await refused(service.call(calls.getBooks, {}, jane))).toMatchObject({ code: 'FORBIDDEN' });
    const { byState, openTickets } = await books();
    const count = (wanted: string) => byState.find(({ state }) => state === wanted)?.tickets ?? 0;
    const taking = ['CREATE_PENDING', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING'].map(count);
    expect(taking.reduce((a, b) => a + b)).toBe(openTickets);
  });
});
