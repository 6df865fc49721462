import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerCommands, consumerEvents } from '@ftgo/consumer-api';
import { deliveryEvents } from '@ftgo/delivery-api';
import { type OrderEvents, orderEvents, orderReplies } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { type ServiceError, status as grpcStatus } from '@grpc/grpc-js';
import { v7 as uuidv7 } from 'uuid';
import { consumerService } from '../src/consumer-service.module.ts';

const operator: Caller = { id: uuidv7(), role: 'operator' };
const restaurantId = uuidv7();
const usd = (amount: number) => ({ amount, currency: 'USD' });

const channels = [orderEvents.OrderCreated, ticketEvents.TicketCreated, deliveryEvents.DeliveryCreated, consumerEvents.ConsumerCreated, accountEvents.AccountOpened];
const { signUp, verifyCredentials, getConsumer, setStatus, getAccount, setCreditLimit, getBooks } = ConsumerGrpc.ConsumerServiceService;

describe('the consumer service', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    const names = [...channels, authorizationEvents.AccountAuthorized, consumerCommands.ReverseAuthorization, orderReplies.StepDone].map(({ channel }) => channel);
    service = await ServiceUnderTest.start('consumer', consumerService, names);
    // A relay's first slot waits for every transaction that is open on the server, other tests' too.
    await eventually(() => someoneSignsUp(), { within: 60_000 });
  }, 90_000);
  afterAll(() => service?.stop());

  async function someoneSignsUp({ creditLimit }: { creditLimit?: number } = {}) {
    const email = `jane.${uuidv7()}@ftgo.example`;
    const { consumerId } = await service.call(signUp, { name: 'Jane Eyre', email, password: 'ftgo-demo', idempotencyKey: '' });
    const jane: Caller = { id: consumerId, role: 'consumer' };
    await service.hears(accountEvents.AccountOpened, consumerId);
    if (creditLimit !== undefined) {
      await service.call(setCreditLimit, { consumerId, creditLimit: usd(creditLimit), idempotencyKey: '' }, operator);
    }
    return { consumerId, email, jane };
  }

  const accountOf = (consumerId: string) => service.call(getAccount, { consumerId }, operator);
  const holds = async (consumerId: string, amount: number) => expect((await accountOf(consumerId)).held).toEqual(usd(amount));
  const books = () => service.call(getBooks, {}, operator);

  const orderBy = (consumerId: string): OrderEvents.OrderCreated => ({
    orderId: uuidv7(),
    consumerId,
    restaurantId,
    lineItems: [],
    orderTotal: usd(2_450),
    deliveryAddress: undefined,
    createdAt: new Date(),
  });
  const created = (order: OrderEvents.OrderCreated, id?: string) => service.publish(orderEvents.OrderCreated, order.orderId, order, id);
  const ticketOf = ({ orderId }: OrderEvents.OrderCreated) => service.publish(ticketEvents.TicketCreated, orderId, { orderId, restaurantId });
  const rejected = ({ orderId, consumerId }: OrderEvents.OrderCreated) =>
    service.publish(orderEvents.OrderRejected, orderId, { orderId, consumerId, restaurantId, reason: 'RESTAURANT_CLOSED', detail: '' });
  /** What this service said of the order, by the types' short names: in order on each channel, and between two there is none. */
  const saidOf = ({ orderId }: OrderEvents.OrderCreated) => {
    const said: Record<string, string[]> = {};
    for (const { type } of service.toldOf(orderId)) {
      const [, aggregate, name] = type.split('.');
      (said[aggregate!] ??= []).push(name!);
    }
    return said;
  };

  it('signs a consumer up, says so, and opens the account', async () => {
    const { consumerId, email, jane } = await someoneSignsUp();
    expect(await service.call(getConsumer, { consumerId }, jane)).toEqual({ consumerId, name: 'Jane Eyre', email, status: 'ACTIVE' });
    expect(await accountOf(consumerId)).toEqual({ accountId: consumerId, creditLimit: usd(50_000), held: usd(0), charged: usd(0) });
    expect(await service.hears(consumerEvents.ConsumerCreated, consumerId)).toMatchObject({ name: 'Jane Eyre', creditLimit: usd(50_000) });
  });

  it('verifies the consumer of a new order and holds its total once there is a ticket', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    const { orderId } = order;
    await created(order);
    expect(await service.hears(consumerEvents.ConsumerVerified, orderId)).toEqual({ orderId, consumerId, orderTotal: usd(2_450) });
    expect(saidOf(order)).toEqual({ consumer: ['ConsumerVerified'] });

    await ticketOf(order);
    expect(await service.hears(authorizationEvents.AccountAuthorized, orderId)).toEqual({
      orderId,
      accountId: consumerId,
      amount: usd(2_450),
    });
    await holds(consumerId, 2_450);
  });

  it('holds it just so when the ticket comes first', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    await ticketOf(order);
    await created(order);
    await service.hears(authorizationEvents.AccountAuthorized, order.orderId);
    await holds(consumerId, 2_450);
  });

  it('waits for an account that is not open yet', async () => {
    const consumerId = uuidv7();
    const order = orderBy(consumerId);
    const { orderId, orderTotal } = order;
    await ticketOf(order);
    await service.publish(consumerEvents.ConsumerVerified, orderId, { orderId, consumerId, orderTotal });
    await service.publish(consumerEvents.ConsumerCreated, consumerId, { consumerId, name: 'Late Larry', creditLimit: usd(50_000) });
    expect(await service.hears(authorizationEvents.AccountAuthorized, orderId)).toMatchObject({ accountId: consumerId });
    expect((await books()).deadLetters).toBe(0);
  });

  it('does nothing twice for a message that comes twice', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    const id = await created(order);
    await created(order, id);
    await ticketOf(order);
    await ticketOf(order);
    await service.hears(authorizationEvents.AccountAuthorized, order.orderId);
    const undoings = [await rejected(order), await rejected(order)];
    await eventually(async () => {
      const handled = await service.database.query('select from inbox where message_id = any($1)', [undoings]);
      expect(handled).toHaveLength(2);
    });
    const said = { consumer: ['ConsumerVerified'], authorization: ['AccountAuthorized', 'AuthorizationReversed'] };
    await eventually(() => expect(saidOf(order)).toEqual(said));
    await eventually(() => holds(consumerId, 0));
  });

  it('refuses an order over the credit limit, and leaves the account alone', async () => {
    const { consumerId } = await someoneSignsUp({ creditLimit: 2_449 });
    const order = orderBy(consumerId);
    await created(order);
    await ticketOf(order);
    expect(await service.hears(authorizationEvents.AuthorizationFailed, order.orderId)).toMatchObject({ reason: 'CREDIT_LIMIT_EXCEEDED' });
    expect((await accountOf(consumerId)).held).toEqual(usd(0));
  });

  it('fails the verification of a stranger’s and of a suspended consumer’s order', async () => {
    const { consumerId } = await someoneSignsUp();
    await service.call(setStatus, { consumerId, status: 'SUSPENDED', idempotencyKey: '' }, operator);
    const orders = { CONSUMER_NOT_FOUND: orderBy(uuidv7()), CONSUMER_SUSPENDED: orderBy(consumerId) };
    for (const [reason, order] of Object.entries(orders)) {
      await created(order);
      expect(await service.hears(consumerEvents.ConsumerVerificationFailed, order.orderId)).toMatchObject({ reason });
    }
  });

  it('remembers a rejection that overtakes everything else', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    await rejected(order);
    expect((await service.hears(authorizationEvents.AuthorizationReversed, order.orderId)).released).toEqual(usd(0));
    await created(order);
    const ticketId = await ticketOf(order);
    await eventually(async () => {
      const handled = await service.database.query(
        `select from inbox where subscriber = 'accounting' and message_id in (select $1 union select id::text from outbox where key = $2)`,
        [ticketId, order.orderId],
      );
      expect(handled).toHaveLength(2);
    });
    await service.hears(consumerEvents.ConsumerVerified, order.orderId);
    expect(saidOf(order)).toEqual({ consumer: ['ConsumerVerified'], authorization: ['AuthorizationReversed'] });
    expect((await accountOf(consumerId)).held).toEqual(usd(0));
  });

  describe('as a participant of sagas', () => {
    const stepOf = (step: string, sagaId: string = uuidv7()) => ({ saga: { sagaId, step, attempt: 1, undoes: '' } });
    const authorized = async (consumerId: string) => {
      const order = orderBy(consumerId);
      await created(order);
      await ticketOf(order);
      await service.hears(authorizationEvents.AccountAuthorized, order.orderId);
      return order;
    };
    const told = async (commandId: Promise<string>) => service.replyTo(await commandId);
    const reverse = (order: OrderEvents.OrderCreated, saga = stepOf('REVERSE_AUTHORIZATION')) =>
      told(service.command(consumerCommands.ReverseAuthorization, order.orderId, { ...order, ...saga }, orderReplies.StepDone.channel));
    const revise = (order: OrderEvents.OrderCreated, amount: number, saga = stepOf('REVISE_AUTHORIZATION')) =>
      told(
        service.command(
          consumerCommands.ReviseAuthorization,
          order.orderId,
          { ...order, ...saga, amount: usd(amount) },
          orderReplies.StepDone.channel,
        ),
      );

    it('releases what is held for an order, once, and says so', async () => {
      const { consumerId } = await someoneSignsUp();
      const order = await authorized(consumerId);
      const saga = stepOf('REVERSE_AUTHORIZATION');
      expect([await reverse(order, saga), await reverse(order, saga)]).toEqual(['DONE', 'DONE']);
      await holds(consumerId, 0);
      expect(await service.hears(authorizationEvents.AuthorizationReversed, order.orderId)).toMatchObject({ released: usd(2_450) });
      expect(saidOf(order)).toMatchObject({ authorization: ['AccountAuthorized', 'AuthorizationReversed'] });
    });

    it('reverses what was never held, so that it never will be', async () => {
      const { consumerId } = await someoneSignsUp();
      const order = orderBy(consumerId);
      expect(await reverse(order)).toBe('DONE');
      await created(order);
      await ticketOf(order);
      await service.hears(consumerEvents.ConsumerVerified, order.orderId);
      await authorized(consumerId);
      await holds(consumerId, 2_450);
    });

    it('holds or releases the difference of a revised order, and refuses what is over the limit', async () => {
      const { consumerId } = await someoneSignsUp({ creditLimit: 5_000 });
      const order = await authorized(consumerId);
      expect(await revise(order, 4_000)).toBe('DONE');
      await holds(consumerId, 4_000);
      expect(await service.hears(authorizationEvents.AuthorizationRevised, order.orderId)).toMatchObject({ amount: usd(4_000) });
      expect(await revise(order, 1_000)).toBe('DONE');
      await holds(consumerId, 1_000);
      expect(await revise(order, 5_001)).toBe('CREDIT_LIMIT_EXCEEDED');
      await holds(consumerId, 1_000);
      expect(await reverse(order)).toBe('DONE');
      await holds(consumerId, 0);
    });
  });

  it('parks a message that says nothing sensible, and goes on with the others', async () => {
    const { consumerId } = await someoneSignsUp();
    const [senseless, order] = [{ ...orderBy(consumerId), orderTotal: undefined }, orderBy(consumerId)];
    await created(senseless);
    await created(order);
    await service.hears(consumerEvents.ConsumerVerified, order.orderId);
    await eventually(async () => expect((await books()).deadLetters).toBe(1));
    await eventually(() => expect(saidOf(senseless)).toEqual({ operations: ['DeadLettered'] }));
  });

  it('keeps books that balance', async () => {
    const { byState, held } = await books();
    expect(byState.find(({ state }) => state === 'AUTHORIZED')?.total).toEqual(held);
    expect(byState.map(({ state }) => state)).toEqual(expect.arrayContaining(['AUTHORIZED', 'REFUSED', 'REVERSED']));
  });

  describe('answers', () => {
    const refused = async (call: Promise<unknown>) => {
      const error: ServiceError = await call.then(
        () => Promise.reject(new Error('It was not refused.')),
        (why) => why,
      );
      const { code, field } = refusalOf(error) ?? {};
      return { status: grpcStatus[error.code], code, field };
    };

    it('the same query over REST', async () => {
      const { consumerId, email, jane } = await someoneSignsUp();
      expect(await service.get(`/v1/consumers/${consumerId}`, jane)).toEqual({
        status: 200,
        body: { id: consumerId, name: 'Jane Eyre', email, status: 'ACTIVE' },
      });
      expect(await service.get(`/v1/consumers/${consumerId}/account`, jane)).toEqual({
        status: 200,
        body: { id: consumerId, creditLimit: usd(50_000), held: usd(0), charged: usd(0) },
      });
    });

    it('a consumer about themselves only, an operator about everybody', async () => {
      const { consumerId, email, jane } = await someoneSignsUp();
      const { jane: sam } = await someoneSignsUp();
      const forbidden = { status: 'PERMISSION_DENIED', code: 'FORBIDDEN' };
      expect(await service.call(getConsumer, { consumerId }, operator)).toMatchObject({ email });
      expect(await refused(service.call(getConsumer, { consumerId }, sam))).toMatchObject(forbidden);
      expect(await refused(service.call(getAccount, { consumerId }, sam))).toMatchObject(forbidden);
      expect(await refused(service.call(getConsumer, { consumerId }))).toMatchObject({ status: 'UNAUTHENTICATED' });
      expect(await service.get(`/v1/consumers/${consumerId}`, sam)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      expect(await service.get(`/v1/consumers/${consumerId}/account`, sam)).toMatchObject({ status: 403 });
      expect(await service.get(`/v1/consumers/${consumerId}/account`)).toMatchObject({ status: 401 });
      expect(await refused(service.call(setStatus, { consumerId, status: 'ACTIVE', idempotencyKey: '' }, jane))).toMatchObject(forbidden);
      const raise = { consumerId, creditLimit: usd(1_000_000), idempotencyKey: '' };
      expect(await refused(service.call(setCreditLimit, raise, jane))).toMatchObject(forbidden);
      expect(await refused(service.call(getBooks, {}, jane))).toMatchObject(forbidden);
    });

    it('who signs in, without saying what was wrong', async () => {
      const { consumerId, email } = await someoneSignsUp();
      const password = 'ftgo-demo';
      expect(await service.call(verifyCredentials, { email: email.toUpperCase(), password })).toEqual({ userId: consumerId, role: 'consumer' });
      const wrongPassword = await refused(service.call(verifyCredentials, { email, password: 'guessed' }));
      const unknownAddress = await refused(service.call(verifyCredentials, { email: 'nobody@ftgo.example', password }));
      expect(wrongPassword).toMatchObject({ status: 'UNAUTHENTICATED', code: 'WRONG_CREDENTIALS' });
      expect(unknownAddress).toEqual(wrongPassword);
    });

    it('a second sign-up with the address: taken; with the idempotency key: the same', async () => {
      const { email } = await someoneSignsUp();
      const again = { name: 'Jane', email: email.toUpperCase(), password: 'ftgo-demo', idempotencyKey: '' };
      const taken = { status: 'FAILED_PRECONDITION', code: 'EMAIL_TAKEN', field: '/email' };
      expect(await refused(service.call(signUp, again))).toEqual(taken);
      const keyed = { ...again, email: `sam.${uuidv7()}@ftgo.example`, idempotencyKey: uuidv7() };
      expect(await service.call(signUp, keyed)).toEqual(await service.call(signUp, keyed));
    });

    it('what is not there, and what makes no sense', async () => {
      const consumerId = uuidv7();
      const nobody = service.call(getConsumer, { consumerId }, operator);
      expect(await refused(nobody)).toMatchObject({ status: 'NOT_FOUND', code: 'CONSUMER_NOT_FOUND' });
      const noId = service.call(getAccount, { consumerId: 'no uuid' }, operator);
      expect(await refused(noId)).toMatchObject({ status: 'NOT_FOUND', code: 'ACCOUNT_NOT_FOUND' });
      const noStatus = service.call(setStatus, { consumerId, status: 'ASLEEP', idempotencyKey: '' }, operator);
      expect(await refused(noStatus)).toEqual({ status: 'INVALID_ARGUMENT', code: 'INVALID_STATUS', field: '/status' });
      const noLimit = service.call(setCreditLimit, { consumerId, creditLimit: undefined, idempotencyKey: '' }, operator);
      expect(await refused(noLimit)).toEqual({ status: 'INVALID_ARGUMENT', code: 'INVALID_CREDIT_LIMIT', field: '/creditLimit' });
    });
  });
});
