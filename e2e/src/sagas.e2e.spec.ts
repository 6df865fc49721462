import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { type Answer, type Person, type Restaurant, balancedBooks, call, placed, reaches, someConsumer, someRestaurant } from './ftgo.ts';

const VINDALOO = 1234;

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});

const cancel = (orderId: string, headers: Record<string, string> = {}): Promise<Answer> =>
  call('POST', `/v1/orders/${orderId}/cancel`, { token: jane.token, body: {}, headers });
const revise = (orderId: string, quantity: number, { token }: Person = jane): Promise<Answer> =>
  call('POST', `/v1/orders/${orderId}/revise`, { token, body: { lineItems: [{ menuItemId: ajanta.menu[0]!.menuItemId, quantity }] } });
const prepare = (orderId: string, step: string, body: object = {}): Promise<Answer> =>
  call('POST', `/v1/tickets/${orderId}/${step}`, { token: ajanta.token, body });
const stateAt = async (path: string, { token }: Person): Promise<string> => (await call('GET', path, { token })).body.state;
const ticketOf = (orderId: string): Promise<string> => stateAt(`/v1/tickets/${orderId}`, ajanta);
const held = async (): Promise<number> => (await call('GET', `/v1/consumers/${jane.id}/account`, { token: jane.token })).body.held.amount;

/** An approved order that everybody knows of. */
async function confirmed(): Promise<string> {
  const orderId = await placed(jane, ajanta);
  await reaches('APPROVED', jane, orderId);
  await eventually(async () => {
    expect(await ticketOf(orderId)).toBe('AWAITING_ACCEPTANCE');
    expect(await stateAt(`/v1/deliveries/${orderId}`, jane)).toBe('PENDING');
  });
  return orderId;
}

/** The order, once its saga is over. */
const settled = (orderId: string): Promise<any> =>
  eventually(async () => {
    const { body } = await call('GET', `/v1/orders/${orderId}`, { token: jane.token });
    expect(body.state).not.toMatch(/_PENDING$/);
    return body;
  });

describe('an approved order that is cancelled (S3, T3)', () => {
  it('is gone everywhere, and its money is free', async () => {
    const before = await held();
    const orderId = await confirmed();
    const key = { 'idempotency-key': orderId };
    const answer = await cancel(orderId, key);
    expect(answer).toMatchObject({ status: 202, body: { state: 'CANCEL_PENDING', saga: { kind: 'CANCEL', state: 'RUNNING' } } });
    expect(await settled(orderId)).toMatchObject({ state: 'CANCELLED', reason: 'BY_CONSUMER', saga: { state: 'DONE' } });
    await eventually(async () => {
      expect(await ticketOf(orderId)).toBe('CANCELLED');
      expect(await stateAt(`/v1/deliveries/${orderId}`, jane)).toBe('CANCELLED');
      expect(await held()).toBe(before);
    });
    expect((await cancel(orderId, key)).body).toEqual(answer.body);
    expect((await cancel(orderId)).body).toMatchObject({ state: 'CANCELLED', reason: 'BY_CONSUMER' });
    await balancedBooks();
  });

  it('goes on where the kitchen has begun to prepare it, and tells so', async () => {
    const orderId = await confirmed();
    await prepare(orderId, 'accept', { readyBy: new Date(Date.now() + 3_600_000).toISOString() });
    await prepare(orderId, 'preparing');
    expect(await cancel(orderId)).toMatchObject({ status: 202 });
    expect(await settled(orderId)).toMatchObject({ state: 'APPROVED', saga: { state: 'REFUSED', reason: 'TICKET_IN_PREPARATION' } });
    expect(await ticketOf(orderId)).toBe('PREPARING');
    await balancedBooks();
  });
});

describe('an approved order that is revised', () => {
  it('has its new lines and total, and so have the ticket and the money held', async () => {
    const before = await held();
    const orderId = await confirmed();
    expect(await revise(orderId, 3)).toMatchObject({ status: 202, body: { state: 'REVISION_PENDING', orderTotal: { amount: VINDALOO } } });
    expect(await settled(orderId)).toMatchObject({ state: 'APPROVED', orderTotal: { amount: 3 * VINDALOO }, lineItems: [{ quantity: 3 }], saga: { state: 'DONE' } });
    // What follows from a commit may be seen before the commit is.
    await eventually(async () => {
      const ticket = (await call('GET', `/v1/tickets/${orderId}`, { token: ajanta.token })).body;
      expect(ticket).toMatchObject({ state: 'AWAITING_ACCEPTANCE', lineItems: [{ quantity: 3 }] });
      expect(await held()).toBe(before + 3 * VINDALOO);
    });
    await balancedBooks();
  });

  it('stays as it was beyond the credit limit, with the ticket let go', async () => {
    const before = await held();
    const orderId = await confirmed();
    await revise(orderId, 100);
    expect(await settled(orderId)).toMatchObject({
      state: 'APPROVED',
      orderTotal: { amount: VINDALOO },
      saga: { kind: 'REVISE', state: 'REFUSED', reason: 'CREDIT_LIMIT_EXCEEDED' },
    });
    await eventually(async () => {
      expect(await ticketOf(orderId)).toBe('AWAITING_ACCEPTANCE');
      expect(await held()).toBe(before + VINDALOO);
    });
    await balancedBooks();
  });

  it('is nobody else’s, and nothing that is not on the menu', async () => {
    const orderId = await confirmed();
    expect(await revise(orderId, 2, await someConsumer())).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_FOUND' } });
    const strange = { lineItems: [{ menuItemId: 'unicorn', quantity: 1 }] };
    const answer = await call('POST', `/v1/orders/${orderId}/revise`, { token: jane.token, body: strange });
    expect(answer).toMatchObject({ status: 422, body: { code: 'ITEM_NOT_ON_MENU' } });
  });
});
