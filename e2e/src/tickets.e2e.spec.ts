import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { type Answer, type Person, type Restaurant, balancedBooks, call, placed, reaches, someConsumer, someRestaurant } from './ftgo.ts';

let jane: Person;
let ajanta: Restaurant;

beforeAll(async () => {
  jane = await someConsumer();
  // Room for one, so that a ticket that gave none back would stop the next order.
  ajanta = await someRestaurant(jane, { capacity: 1 });
});

const step = (orderId: string, name: string, body: object = {}, { token }: Person = ajanta, headers: Record<string, string> = {}): Promise<Answer> =>
  call('POST', `/v1/tickets/${orderId}/${name}`, { token, body, headers });
const stateAt = async (path: string, { token }: Person): Promise<string> => (await call('GET', path, { token })).body.state;
const ticketOf = (orderId: string): Promise<string> => stateAt(`/v1/tickets/${orderId}`, ajanta);
const anHourFromNow = (): string => new Date(Date.now() + 3_600_000).toISOString();

const queue = async (state: string): Promise<string[]> => {
  const { body } = await call('GET', `/v1/restaurants/${ajanta.id}/tickets?state=${state}`, { token: ajanta.token });
  return body.tickets.map(({ orderId }: { orderId: string }) => orderId);
};

/** An approved order whose ticket the restaurant sees. */
async function confirmed(): Promise<string> {
  const orderId = await placed(jane, ajanta);
  await reaches('APPROVED', jane, orderId);
  await eventually(async () => expect(await ticketOf(orderId)).toBe('AWAITING_ACCEPTANCE'));
  return orderId;
}

describe('a restaurant that rejects a ticket', () => {
  it('has the order cancelled, and nothing of it is left anywhere', async () => {
    const held = async (): Promise<number> => (await call('GET', `/v1/consumers/${jane.id}/account`, { token: jane.token })).body.held.amount;
    const before = await held();
    const orderId = await confirmed();
    const key = { 'idempotency-key': orderId };
    const answer = await step(orderId, 'reject', { reason: 'The tandoor is out of order.' }, ajanta, key);
    expect(answer).toMatchObject({ status: 200, body: { orderId, state: 'REJECTED', rejectionReason: 'The tandoor is out of order.' } });

    expect(await reaches('CANCELLED', jane, orderId)).toMatchObject({ reason: 'BY_RESTAURANT', detail: 'The tandoor is out of order.' });
    await eventually(async () => {
      expect(await ticketOf(orderId)).toBe('CANCELLED');
      expect(await stateAt(`/v1/deliveries/${orderId}`, jane)).toBe('CANCELLED');
      expect(await held()).toBe(before);
    });
    expect((await step(orderId, 'reject', { reason: 'The tandoor is out of order.' }, ajanta, key)).body).toEqual(answer.body);
    await balancedBooks();
  });
});

describe('a restaurant that accepts a ticket', () => {
  it('finds it in its queue at every step, and has room again when it is cooked', async () => {
    const orderId = await confirmed();
    expect(await queue('AWAITING_ACCEPTANCE')).toEqual([orderId]);
    const readyBy = anHourFromNow();
    for (const [name, body, state] of [
      ['accept', { readyBy }, 'ACCEPTED'],
      ['preparing', {}, 'PREPARING'],
      ['ready', {}, 'READY_FOR_PICKUP'],
    ] as const) {
      for (const again of [1, 2]) expect({ again, ...(await step(orderId, name, body)) }).toMatchObject({ again, status: 200, body: { state, readyBy } });
      expect(await queue(state)).toEqual([orderId]);
    }
    expect(await step(orderId, 'reject', { reason: 'Too late.' })).toMatchObject({ status: 409, body: { code: 'WRONG_TICKET_STATE' } });
    expect(await queue('AWAITING_ACCEPTANCE')).toEqual([]);
    await reaches('APPROVED', jane, orderId);
    await confirmed();
    await balancedBooks();
  });
});

describe('a ticket', () => {
  it('is accepted and rejected by its own restaurant only, and for what is written well', async () => {
    const another = await someRestaurant(jane);
    const mine = await placed(jane, another);
    await eventually(async () => expect(await stateAt(`/v1/tickets/${mine}`, another)).toBe('AWAITING_ACCEPTANCE'));
    expect(await step(mine, 'reject', { reason: 'Not mine.' }, ajanta)).toMatchObject({ status: 404, body: { code: 'TICKET_NOT_FOUND' } });
    expect(await step(mine, 'reject', { reason: 'I am hungry.' }, jane)).toMatchObject({ status: 403 });

    const field = ({ status, body }: Answer) => ({ status, fields: body.errors?.map((error: { field: string }) => error.field) });
    expect(field(await step(mine, 'accept', {}, another))).toEqual({ status: 400, fields: ['/readyBy'] });
    expect(field(await step(mine, 'reject', { reason: '' }, another))).toEqual({ status: 400, fields: ['/reason'] });
    const past = new Date(Date.now() - 60_000).toISOString();
    expect(field(await step(mine, 'accept', { readyBy: past }, another))).toEqual({ status: 422, fields: ['/readyBy'] });
    expect(await stateAt(`/v1/tickets/${mine}`, another)).toBe('AWAITING_ACCEPTANCE');
  });
});
