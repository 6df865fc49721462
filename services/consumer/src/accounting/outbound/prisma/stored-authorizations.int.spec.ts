import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxRelay } from '@ftgo/outbox';
import { PassingFault } from '@ftgo/write-path';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, heard, requested, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { AuthorizeOrder, OpenAccount, SetCreditLimit } from '../../application/index.ts';
import { usd } from '../../domain/accounting.mother.ts';
import { PrismaAccountingBooks } from './prisma-accounting-books.ts';
import { StoredAccounts } from './stored-accounts.ts';
import { StoredAuthorizations } from './stored-authorizations.ts';

describe('authorizations and accounts in PostgreSQL', () => {
  let database: ServiceDatabase<PrismaClient>;
  let accounts: StoredAccounts;
  let authorize: AuthorizeOrder;
  let accountId: string;

  beforeAll(async () => {
    database = await serviceDatabase('consumer', PrismaClient);
    accounts = new StoredAccounts(database.writePath, database.prisma);
    authorize = new AuthorizeOrder(new StoredAuthorizations(database.writePath));
  });
  afterAll(() => database?.drop());

  const openAccount = (id: string, limit = 50_000) => new OpenAccount(accounts).execute(id, usd(limit), heard('accounting', id));
  const stateOf = async (id: string) =>
    (await database.query('select state, account_id, amount::int, currency, reason, version from authorizations where id = $1', [id]))[0];
  const held = async () => (await accounts.find(accountId))?.held;
  const typesOf = async (orderId: string) => (await database.published(orderId)).map(({ type }) => type);

  const verified = (orderId: string, amount = 2_450, cause = heard('accounting', orderId)) =>
    authorize.consumerVerified({ orderId, consumerId: accountId, orderTotal: usd(amount) }, cause);
  const ticketCreated = (orderId: string, cause = heard('accounting', orderId)) => authorize.ticketCreated({ orderId }, cause);
  const undone = (orderId: string, cause = heard('accounting', orderId)) => authorize.undo({ orderId, consumerId: accountId }, cause);

  beforeEach(async () => {
    accountId = uuidv7();
    await openAccount(accountId);
  });

  it('opens an account once and says so once', async () => {
    await openAccount(accountId);
    expect(await accounts.find(accountId)).toEqual({ id: accountId, creditLimit: usd(50_000), held: usd(0), charged: usd(0) });
    expect(await database.published(accountId)).toEqual([
      { type: 'AccountOpened', body: { accountId, creditLimit: { amount: 50_000, currency: 'USD' } } },
    ]);
  });

  it('answers a repeated change of the limit from the idempotency key', async () => {
    const set = new SetCreditLimit(accounts);
    const key = uuidv7();
    const first = await set.execute(accountId, usd(10), requested(key));
    await set.execute(accountId, usd(20), requested());
    expect(await set.execute(accountId, usd(10), requested(key))).toEqual(first);
    expect((await accounts.find(accountId))?.creditLimit).toEqual(usd(20));
  });

  it.each([
    { first: verified, second: ticketCreated, waiting: 'WAITING_FOR_TICKET' },
    { first: ticketCreated, second: verified, waiting: 'WAITING_FOR_CONSUMER' },
  ])('is $waiting after the first message, holds the amount after the second', async ({ first, second, waiting }) => {
    const orderId = uuidv7();
    await first(orderId);
    expect(await stateOf(orderId)).toMatchObject({ state: waiting, version: 1 });
    expect(await held()).toEqual(usd(0));
    await second(orderId);
    expect(await stateOf(orderId)).toEqual({
      state: 'AUTHORIZED',
      account_id: accountId,
      amount: 2_450,
      currency: 'USD',
      reason: null,
      version: 2,
    });
    expect(await held()).toEqual(usd(2_450));
    expect(await typesOf(orderId)).toEqual(['AccountAuthorized']);
  });

  it('releases the hold once, however often the undo is heard', async () => {
    const orderId = uuidv7();
    await verified(orderId);
    await ticketCreated(orderId);
    const cause = heard('accounting', orderId);
    await undone(orderId, cause);
    await undone(orderId, cause);
    await undone(orderId);
    expect(await held()).toEqual(usd(0));
    expect(await stateOf(orderId)).toMatchObject({ state: 'REVERSED', amount: 2_450, version: 3 });
    expect(await typesOf(orderId)).toEqual(['AccountAuthorized', 'AuthorizationReversed']);
  });

  it('keeps a tombstone that refuses the late forward steps', async () => {
    const orderId = uuidv7();
    await undone(orderId);
    await ticketCreated(orderId);
    await verified(orderId);
    expect(await stateOf(orderId)).toMatchObject({ state: 'REVERSED', amount: 0, version: 1 });
    expect(await held()).toEqual(usd(0));
    expect(await typesOf(orderId)).toEqual(['AuthorizationReversed']);
  });

  it('is refused over the limit, with the account left as it was', async () => {
    const orderId = uuidv7();
    await ticketCreated(orderId);
    await verified(orderId, 50_001);
    expect(await stateOf(orderId)).toMatchObject({ state: 'REFUSED', reason: 'CREDIT_LIMIT_EXCEEDED', account_id: accountId });
    expect(await held()).toEqual(usd(0));
    expect(await typesOf(orderId)).toEqual(['AuthorizationFailed']);
  });

  it('asks for another try, and stores nothing, while the account is not open yet', async () => {
    const orderId = uuidv7();
    accountId = uuidv7();
    await ticketCreated(orderId);
    const cause = heard('accounting', orderId);
    await expect(verified(orderId, 2_450, cause)).rejects.toThrow(PassingFault);
    expect(await stateOf(orderId)).toMatchObject({ state: 'WAITING_FOR_CONSUMER' });

    await openAccount(accountId);
    await verified(orderId, 2_450, cause);
    expect(await stateOf(orderId)).toMatchObject({ state: 'AUTHORIZED' });
  });

  it('never holds more than the limit, however many orders come at once', async () => {
    const orders = Array.from({ length: 60 }, () => uuidv7());
    await Promise.all(orders.flatMap((orderId) => [verified(orderId, 2_000), ticketCreated(orderId)]));
    expect(await held()).toEqual(usd(50_000));
    const states = await database.query('select state, count(*)::int from authorizations where account_id = $1 group by 1 order by 1', [accountId]);
    expect(states).toEqual([
      { state: 'AUTHORIZED', count: 25 },
      { state: 'REFUSED', count: 35 },
    ]);
  });

  it('balances when forward steps and undo race', async () => {
    const orders = Array.from({ length: 60 }, () => uuidv7());
    await Promise.all(orders.flatMap((orderId, i) => [ticketCreated(orderId), verified(orderId, 500), ...(i % 2 ? [undone(orderId)] : [])]));
    const [{ sum }] = (await database.query(
      `select coalesce(sum(amount), 0)::int as sum from authorizations where account_id = $1 and state = 'AUTHORIZED'`,
      [accountId],
    )) as [{ sum: number }];
    expect(sum).toBe(30 * 500);
    expect(await held()).toEqual(usd(sum));
  });

  it('are compared as of one moment: the books balance also while amounts are held', async () => {
    const books = new PrismaAccountingBooks(database.prisma, { status: () => ({}) } as OutboxRelay);
    let isOver = false;
    const authorizing = (async () => {
      for (const orderId of Array.from({ length: 60 }, () => uuidv7())) await Promise.all([verified(orderId, 1), ticketCreated(orderId)]);
    })().finally(() => (isOver = true));
    while (!isOver) {
      const { byState, held } = await books.read();
      expect(byState.find(({ state }) => state === 'AUTHORIZED')?.total ?? usd(0)).toEqual(held);
    }
    await authorizing;
  });
});
