import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountEvents, authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { type OrderEvents, orderEvents } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { refusalOf } from '@ftgo/service-runtime';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { type ServiceError, status as grpcStatus } from '@grpc/grpc-js';
import { v7 as uuidv7 } from 'uuid';
import { type ConsumerUnderTest, startConsumer } from './consumer-under-test.ts';

const operator: Caller = { id: uuidv7(), role: 'operator' };
const restaurantId = uuidv7();
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('the consumer service', () => {
  let service: ConsumerUnderTest;
  beforeAll(async () => {
    service = await startConsumer();
  }, 60_000);
  afterAll(() => service?.stop());

  async function someoneSignsUp({ creditLimit }: { creditLimit?: number } = {}) {
    const email = `jane.${uuidv7()}@ftgo.example`;
    const { consumerId } = await (await service.as()).signUp({ name: 'Jane Eyre', email, password: 'ftgo-demo', idempotencyKey: '' });
    const jane: Caller = { id: consumerId, role: 'consumer' };
    await eventually(async () => (await service.as(jane)).getAccount({ consumerId }));
    if (creditLimit !== undefined) {
      await (await service.as(operator)).setCreditLimit({ consumerId, creditLimit: usd(creditLimit), idempotencyKey: '' });
    }
    return { consumerId, email, jane };
  }

  const accountOf = async (consumerId: string) => (await service.as(operator)).getAccount({ consumerId });

  const orderBy = (consumerId: string, orderTotal = usd(2_450)): OrderEvents.OrderCreated => ({
    orderId: uuidv7(),
    consumerId,
    restaurantId,
    lineItems: [],
    orderTotal,
    deliveryAddress: undefined,
    createdAt: new Date(),
  });
  const created = (order: OrderEvents.OrderCreated) => service.publish(orderEvents.OrderCreated, order.orderId, order);
  const ticketOf = ({ orderId }: OrderEvents.OrderCreated) => service.publish(ticketEvents.TicketCreated, orderId, { orderId, restaurantId });
  const rejected = ({ orderId, consumerId }: OrderEvents.OrderCreated) =>
    service.publish(orderEvents.OrderRejected, orderId, { orderId, consumerId, restaurantId, reason: 'RESTAURANT_CLOSED', detail: '' });
  const verificationsOf = ({ orderId }: OrderEvents.OrderCreated) => service.said(consumerEvents.ConsumerVerified, orderId);
  const authorizationsOf = ({ orderId }: OrderEvents.OrderCreated) => service.said(authorizationEvents.AccountAuthorized, orderId);
  const typesOf = (said: readonly { type: string }[]) => said.map(({ type }) => type);

  it('signs a consumer up, says so, and opens the account', async () => {
    const { consumerId, email, jane } = await someoneSignsUp();
    expect(await (await service.as(jane)).getConsumer({ consumerId })).toEqual({ consumerId, name: 'Jane Eyre', email, status: 'ACTIVE' });
    expect(await accountOf(consumerId)).toEqual({ accountId: consumerId, creditLimit: usd(50_000), held: usd(0), charged: usd(0) });
    await eventually(() => {
      expect(typesOf(service.said(consumerEvents.ConsumerCreated, consumerId))).toEqual(['ConsumerCreated']);
      expect(service.said(accountEvents.AccountOpened, consumerId)).toEqual([
        { type: 'AccountOpened', body: { accountId: consumerId, creditLimit: usd(50_000) } },
      ]);
    });
  });

  it('verifies the consumer of a new order and holds its total once there is a ticket', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    await created(order);
    await eventually(() =>
      expect(verificationsOf(order)).toEqual([
        { type: 'ConsumerVerified', body: { orderId: order.orderId, consumerId, orderTotal: usd(2_450) } },
      ]),
    );
    expect(authorizationsOf(order)).toEqual([]);

    await ticketOf(order);
    await eventually(() =>
      expect(authorizationsOf(order)).toEqual([
        { type: 'AccountAuthorized', body: { orderId: order.orderId, accountId: consumerId, amount: usd(2_450) } },
      ]),
    );
    expect((await accountOf(consumerId)).held).toEqual(usd(2_450));
  });

  it('holds it just so when the ticket comes first', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    await ticketOf(order);
    await created(order);
    await eventually(() => expect(typesOf(authorizationsOf(order))).toEqual(['AccountAuthorized']));
  });

  it('does nothing twice for a message that comes twice', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    const id = await created(order);
    await service.publish(orderEvents.OrderCreated, order.orderId, order, id);
    await ticketOf(order);
    await ticketOf(order);
    await eventually(() => expect(typesOf(authorizationsOf(order))).toEqual(['AccountAuthorized']));
    await rejected(order);
    await rejected(order);
    await eventually(() => expect(typesOf(authorizationsOf(order))).toEqual(['AccountAuthorized', 'AuthorizationReversed']));
    expect(typesOf(verificationsOf(order))).toEqual(['ConsumerVerified']);
    expect((await accountOf(consumerId)).held).toEqual(usd(0));
  });

  it('refuses an order over the credit limit, and leaves the account alone', async () => {
    const { consumerId } = await someoneSignsUp({ creditLimit: 2_449 });
    const order = orderBy(consumerId);
    await created(order);
    await ticketOf(order);
    await eventually(() =>
      expect(authorizationsOf(order)).toMatchObject([{ type: 'AuthorizationFailed', body: { reason: 'CREDIT_LIMIT_EXCEEDED' } }]),
    );
    expect((await accountOf(consumerId)).held).toEqual(usd(0));
  });

  it('fails the verification of a stranger’s and of a suspended consumer’s order', async () => {
    const { consumerId } = await someoneSignsUp();
    await (await service.as(operator)).setStatus({ consumerId, status: 'SUSPENDED', idempotencyKey: '' });
    const orders = { CONSUMER_NOT_FOUND: orderBy(uuidv7()), CONSUMER_SUSPENDED: orderBy(consumerId) };
    for (const [reason, order] of Object.entries(orders)) {
      await created(order);
      await eventually(() => expect(verificationsOf(order)).toMatchObject([{ type: 'ConsumerVerificationFailed', body: { reason } }]));
    }
  });

  it('remembers a rejection that overtakes everything else', async () => {
    const { consumerId } = await someoneSignsUp();
    const order = orderBy(consumerId);
    await rejected(order);
    await eventually(() => expect(typesOf(authorizationsOf(order))).toEqual(['AuthorizationReversed']));
    await created(order);
    const ticketId = await ticketOf(order);
    await eventually(async () => {
      const handled = await service.query(
        `select from inbox where subscriber = 'accounting' and message_id in (select $1 union select id::text from outbox where key = $2)`,
        [ticketId, order.orderId],
      );
      expect(handled).toHaveLength(2);
    });
    expect(typesOf(authorizationsOf(order))).toEqual(['AuthorizationReversed']);
    expect((await accountOf(consumerId)).held).toEqual(usd(0));
  });

  it('parks a message that says nothing sensible, and goes on with the others', async () => {
    const { consumerId } = await someoneSignsUp();
    const [senseless, order] = [{ ...orderBy(consumerId), orderTotal: undefined }, orderBy(consumerId)];
    await created(senseless);
    await created(order);
    await eventually(() => expect(typesOf(verificationsOf(order))).toEqual(['ConsumerVerified']));
    await eventually(async () => expect((await (await service.as(operator)).getBooks({})).deadLetters).toBe(1));
    expect(verificationsOf(senseless)).toEqual([]);
  });

  it('keeps books that balance', async () => {
    const { byState, held } = await (await service.as(operator)).getBooks({});
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
      const [{ consumerId, email, jane }, sam] = [await someoneSignsUp(), await someoneSignsUp()];
      expect(await (await service.as(operator)).getConsumer({ consumerId })).toMatchObject({ email });
      expect(await refused((await service.as(sam.jane)).getConsumer({ consumerId }))).toMatchObject({ status: 'PERMISSION_DENIED', code: 'FORBIDDEN' });
      expect(await refused((await service.as(sam.jane)).getAccount({ consumerId }))).toMatchObject({ status: 'PERMISSION_DENIED' });
      expect(await refused((await service.as()).getConsumer({ consumerId }))).toMatchObject({ status: 'UNAUTHENTICATED' });
      expect(await service.get(`/v1/consumers/${consumerId}`, sam.jane)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      expect(await service.get(`/v1/consumers/${consumerId}/account`)).toMatchObject({ status: 401 });
      const setStatus = (await service.as(jane)).setStatus({ consumerId, status: 'ACTIVE', idempotencyKey: '' });
      expect(await refused(setStatus)).toMatchObject({ status: 'PERMISSION_DENIED' });
      const setLimit = (await service.as(jane)).setCreditLimit({ consumerId, creditLimit: usd(1), idempotencyKey: '' });
      expect(await refused(setLimit)).toMatchObject({ status: 'PERMISSION_DENIED' });
      expect(await refused((await service.as(jane)).getBooks({}))).toMatchObject({ status: 'PERMISSION_DENIED' });
    });

    it('who signs in, without saying what was wrong', async () => {
      const { consumerId, email } = await someoneSignsUp();
      const anyone = await service.as();
      expect(await anyone.verifyCredentials({ email: email.toUpperCase(), password: 'ftgo-demo' })).toEqual({ userId: consumerId, role: 'consumer' });
      const wrongPassword = await refused(anyone.verifyCredentials({ email, password: 'guessed' }));
      const unknownAddress = await refused(anyone.verifyCredentials({ email: 'nobody@ftgo.example', password: 'ftgo-demo' }));
      expect(wrongPassword).toMatchObject({ status: 'UNAUTHENTICATED', code: 'WRONG_CREDENTIALS' });
      expect(unknownAddress).toEqual(wrongPassword);
    });

    it('a second sign-up with the address: taken; with the idempotency key: the same', async () => {
      const { email } = await someoneSignsUp();
      const anyone = await service.as();
      const again = { name: 'Jane', email: email.toUpperCase(), password: 'ftgo-demo', idempotencyKey: '' };
      expect(await refused(anyone.signUp(again))).toMatchObject({ status: 'FAILED_PRECONDITION', code: 'EMAIL_TAKEN', field: '/email' });
      const keyed = { ...again, email: `sam.${uuidv7()}@ftgo.example`, idempotencyKey: uuidv7() };
      expect(await anyone.signUp(keyed)).toEqual(await anyone.signUp(keyed));
    });

    it('what is not there, and what makes no sense', async () => {
      const calls = await service.as(operator);
      const nobody = uuidv7();
      expect(await refused(calls.getConsumer({ consumerId: nobody }))).toMatchObject({ status: 'NOT_FOUND', code: 'CONSUMER_NOT_FOUND' });
      expect(await refused(calls.getAccount({ consumerId: 'no uuid' }))).toMatchObject({ status: 'NOT_FOUND', code: 'ACCOUNT_NOT_FOUND' });
      const status = calls.setStatus({ consumerId: nobody, status: 'ASLEEP', idempotencyKey: '' });
      expect(await refused(status)).toMatchObject({ status: 'INVALID_ARGUMENT', code: 'INVALID_STATUS', field: '/status' });
      const limit = calls.setCreditLimit({ consumerId: nobody, creditLimit: undefined, idempotencyKey: '' });
      expect(await refused(limit)).toMatchObject({ status: 'INVALID_ARGUMENT', code: 'INVALID_CREDIT_LIMIT' });
    });
  });
});
