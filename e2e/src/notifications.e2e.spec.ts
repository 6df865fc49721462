import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { StackControl } from '../../infra/control.ts';
import { type Person, type Restaurant, call, place, placed, reaches, someConsumer, someRestaurant, stack } from './ftgo.ts';
import { eventsOf } from './event-stream.ts';

interface Notification {
  readonly number: number;
  readonly kind: string;
  readonly text: string;
  readonly mail: { readonly state: string; readonly attempts: number; readonly detail?: string };
}

let jane: Person;
let ajanta: Restaurant;
const control = new StackControl(stack.dataFolder);

beforeAll(async () => {
  jane = await someConsumer();
  ajanta = await someRestaurant(jane);
});
// Whatever became of a test, the next one has everything.
afterEach(() => control.up());

const toldOf = async (orderId: string, { id, token }: Person = jane): Promise<Notification[]> => {
  const { body } = await call('GET', `/v1/consumers/${id}/notifications?limit=100`, { token });
  return body.notifications.filter((each: { orderId: string }) => each.orderId === orderId).toReversed();
};

/** What was told of an order, in order, once it ends with this kind. */
const told = (orderId: string, last: string, who = jane) =>
  eventually(
    async () => {
      const all = await toldOf(orderId, who);
      expect(all.at(-1)?.kind).toBe(last);
      return all;
    },
    { within: 30_000 },
  );

const mailsOf = async (orderId: string): Promise<{ subject: string; messageId: string }[]> => {
  const mails = (await (await fetch(`${stack.mailsUrl}/mails`)).json()) as { subject: string; messageId: string; references: string }[];
  return mails.filter(({ references }) => references.includes(orderId));
};

const mailed = (orderId: string, kind: string, who = jane) =>
  eventually(async () => expect((await toldOf(orderId, who)).find((each) => each.kind === kind)?.mail.state).toBe('SENT'), { within: 60_000 });

const staff = (orderId: string, step: string, body: object = {}) => call('POST', `/v1/tickets/${orderId}/${step}`, { token: ajanta.token, body });

/** An approved order whose ticket the restaurant sees. */
async function confirmed(): Promise<string> {
  const orderId = await placed(jane, ajanta);
  await reaches('APPROVED', jane, orderId);
  await eventually(async () => expect((await call('GET', `/v1/tickets/${orderId}`, { token: ajanta.token })).body.state).toBe('AWAITING_ACCEPTANCE'));
  return orderId;
}

describe('a consumer', () => {
  it('is told at each step what becomes of their order, and by mail what is settled', async () => {
    const orderId = await confirmed();
    await staff(orderId, 'accept', { readyBy: new Date(Date.now() + 3_600_000).toISOString() });
    await staff(orderId, 'preparing');
    await staff(orderId, 'ready');
    const all = await told(orderId, 'TICKET_READY_FOR_PICKUP');
    expect(all.map(({ kind }) => kind)).toEqual(['ORDER_APPROVED', 'TICKET_ACCEPTED', 'TICKET_PREPARATION_STARTED', 'TICKET_READY_FOR_PICKUP']);
    await mailed(orderId, 'ORDER_APPROVED');
    expect((await mailsOf(orderId)).map(({ subject }) => subject)).toEqual(['Your FTGO order: order approved']);
  }, 120_000);

  it('is told live, and gets what they missed when they come back', async () => {
    const stream = `/v1/consumers/${jane.id}/notification-stream`;
    const first = await eventsOf(stream, jane);
    const one = await placed(jane, ajanta);
    const seen = await first.next(({ data }) => data.orderId === one);
    first.close();
    const two = await placed(jane, ajanta);
    await told(two, 'ORDER_APPROVED');
    const again = await eventsOf(stream, jane, { 'last-event-id': seen.id });
    expect((await again.next()).data).toMatchObject({ orderId: two, kind: 'ORDER_APPROVED', number: Number(seen.id) + 1 });
    again.close();
  });

  it('is told nothing of what others are told', async () => {
    const { token } = await someConsumer();
    for (const path of ['notifications', 'notification-stream']) {
      expect(await call('GET', `/v1/consumers/${jane.id}/${path}`, { token })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });

  it('is told nothing twice when the service that tells is killed', async () => {
    const orderIds: string[] = [];
    for (let n = 0; n < 10; n++) orderIds.push(await placed(jane, ajanta));
    await control.down('consumer');
    await control.up('consumer');
    for (const orderId of orderIds) expect((await told(orderId, 'ORDER_APPROVED')).map(({ kind }) => kind)).toEqual(['ORDER_APPROVED']);
  }, 90_000);
});

describe('with the mail server down', () => {
  it('everything goes on but the mails, which are sent when it is back: what was told first goes first', async () => {
    await control.down('mail');
    const orderId = await confirmed();
    await staff(orderId, 'reject', { reason: 'We are out of rice.' });
    const all = await told(orderId, 'ORDER_CANCELLED');
    expect(all.at(-1)!.text).toMatch(/out of rice.*no longer holds/);
    await eventually(async () => expect((await toldOf(orderId))[0]!.mail).toMatchObject({ state: 'PENDING', detail: expect.stringContaining('ECONNREFUSED') }));
    await control.up('mail');
    await mailed(orderId, 'ORDER_CANCELLED');
    expect((await mailsOf(orderId)).map(({ subject }) => subject)).toEqual(['Your FTGO order: order approved', 'Your FTGO order: order cancelled']);
  }, 120_000);
});

describe('a mail whose answer is lost (T17)', () => {
  it('comes twice, under one Message-ID', async () => {
    // Mails to others may still be under way.
    const kate = await someConsumer();
    await fetch(`${stack.mailsUrl}/lose-next-answer?to=${kate.email}`, { method: 'POST' });
    const orderId = await placed(kate, ajanta);
    await mailed(orderId, 'ORDER_APPROVED', kate);
    const ids = (await mailsOf(orderId)).map(({ messageId }) => messageId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  }, 90_000);
});

describe('a client that prefers to wait (S9)', () => {
  it('gets the order approved, or rejected, in the answer that takes it', async () => {
    const { status, headers, body } = await place(jane, ajanta, 1, { prefer: 'wait=15' });
    expect([status, headers.get('preference-applied'), body.state]).toEqual([201, 'wait=15', 'APPROVED']);
    const poor = await someConsumer(100);
    expect((await place(poor, ajanta, 1, { prefer: 'wait=15' })).body).toMatchObject({ state: 'REJECTED', reason: 'CREDIT_LIMIT_EXCEEDED' });
  });

  it('gets what came of its cancellation, which several services had to agree to', async () => {
    const orderId = await confirmed();
    const cancel = await call('POST', `/v1/orders/${orderId}/cancel`, { token: jane.token, headers: { prefer: 'wait=15' } });
    expect(cancel).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
  });

  it('is told that it is under way when a service that must agree is away', async () => {
    const orderId = await confirmed();
    await control.down('consumer');
    const wait = () => call('POST', `/v1/orders/${orderId}/cancel`, { token: jane.token, headers: { prefer: 'wait=1', 'idempotency-key': orderId } });
    expect(await wait()).toMatchObject({ status: 202, body: { state: 'CANCEL_PENDING' } });
    await control.up('consumer');
    await reaches('CANCELLED', jane, orderId, 60_000);
  }, 90_000);
});

it('the address of somebody whose mail nobody takes ends as failed', async () => {
  const nobody = await someConsumer(undefined, 'nobody');
  const orderId = await placed(nobody, ajanta);
  const failed = { state: 'FAILED', attempts: 1, detail: expect.stringContaining('550') };
  await eventually(async () => expect((await toldOf(orderId, nobody))[0]?.mail).toMatchObject(failed), { within: 60_000 });
}, 90_000);
