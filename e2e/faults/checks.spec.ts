import { describe, expect, it } from '@jest/globals';
import { findingsIn } from './checks.ts';
import { TOTAL, asked, published, sound, written } from './evidence.mother.ts';
import type { Evidence, OrderRow } from './evidence.ts';

const broken = (change: Partial<Evidence>): string[] => [...new Set(findingsIn(sound(change)).map(({ rule }) => rule))];
const [order] = sound().orders as [OrderRow];
const rejected = (reason: string): OrderRow => ({ ...order, state: 'REJECTED', reason });

describe('the books of a sound run', () => {
  it('have no finding', () => {
    expect(findingsIn(sound())).toEqual([]);
  });

  it('have none where a message lies in its topic twice: its relay died before it had confirmed', () => {
    expect(broken({ published: [published('m1', 'OrderCreated', 0), published('m2', 'OrderApproved', 1), published('m1', 'OrderCreated', 2)] })).toEqual([]);
  });

  it('have none where the restaurant has cooked it: the kitchen has room again', () => {
    const [ticket] = sound().tickets;
    expect(broken({ tickets: [{ ...ticket!, state: 'READY_FOR_PICKUP' }], kitchens: [{ id: 'ajanta', open: 0, capacity: 10 }] })).toEqual([]);
  });

  it('have none where a request was refused for what is wrong with it', () => {
    const refused = asked(2, { accepted: [], refused: new Set(['ITEM_NOT_ON_MENU']) });
    expect(broken({ asked: [asked(1), { ...refused, order: { ...refused.order, kind: 'unknownItem' } }] })).toEqual([]);
  });
});

describe('a finding is', () => {
  it.each<[rule: string, change: Partial<Evidence>]>([
    ['every client gets an answer', { asked: [asked(1, { unanswered: 'no connection' })] }],
    ['an order that was answered 201 is there', { asked: [asked(1), asked(2)] }],
    ['an idempotency key has one order', { asked: [asked(1, { accepted: ['order-1', 'order-2'] })], orders: [order, { ...order, id: 'order-2', street: 'another' }] }],
    ['an idempotency key has one order', { orders: [order, { ...order, id: 'order-2' }] }],
    ['a request that was refused leaves no order', { asked: [asked(1, { accepted: [], refused: new Set(['ITEM_NOT_ON_MENU']) })] }],
    ['a request is refused only for what is wrong with it', { asked: [asked(1), asked(2, { accepted: [], refused: new Set(['FORBIDDEN']) })] }],
    ['every order comes to an end', { orders: [{ ...order, state: 'APPROVAL_PENDING' }] }],
    ['an order ends as what was asked for allows', { orders: [rejected('CONSUMER_SUSPENDED')] }],
    ['ticket, authorization and delivery follow the order', { tickets: [] }],
    ['ticket, authorization and delivery follow the order', { tickets: [{ ...sound().tickets[0]!, state: 'REJECTED' }] }],
    ['ticket, authorization and delivery follow the order', { orders: [rejected('CREATION_DEADLINE_PASSED')] }],
    ['ticket, authorization and delivery follow the order', { authorizations: [{ id: 'order-1', state: 'AUTHORIZED', account: 'jane', amount: TOTAL + 1 }] }],
    ['nothing is there without its order', { deliveries: [...sound().deliveries, { id: 'order-2', state: 'CANCELLED' }] }],
    ['an account holds the sum of its open orders, within its limit', { accounts: [{ id: 'jane', limit: 100_000, held: 0 }] }],
    ['an account holds the sum of its open orders, within its limit', { accounts: [{ id: 'jane', limit: TOTAL - 1, held: TOTAL }] }],
    ['a kitchen counts its open tickets, within its capacity', { kitchens: [{ id: 'ajanta', open: 2, capacity: 10 }] }],
    ['a kitchen counts its open tickets, within its capacity', { kitchens: [{ id: 'ajanta', open: 1, capacity: 0 }] }],
    ['every message that was written is published', { published: [published('m2', 'OrderApproved', 0)] }],
    ['only what was written is published', { outbox: [written('m2', 'order-1', 'OrderApproved')] }],
    ['the messages of a key lie in one partition', { published: [published('m1', 'OrderCreated', 0), published('m2', 'OrderApproved', 0, { partition: 1 })] }],
    [
      'the messages of a key are published in the order in which they were written',
      { published: [published('m2', 'OrderApproved', 0), published('m1', 'OrderCreated', 1)] },
    ],
    [
      'a message has its effect once',
      { outbox: [...sound().outbox, written('m4', 'order-1', 'OrderApproved', { cause: 'm3' })], published: [...sound().published, published('m4', 'OrderApproved', 2)] },
    ],
    [
      'nothing happens to an order twice',
      { outbox: [...sound().outbox, written('m4', 'order-1', 'OrderApproved')], published: [...sound().published, published('m4', 'OrderApproved', 2)] },
    ],
    [
      'who hears messages of a type hears each of them',
      { outbox: [...sound().outbox, written('m4', 'order-2', 'OrderCreated')], published: [...sound().published, published('m4', 'OrderCreated', 2)] },
    ],
    ['only what was published is handled', { inbox: [...sound().inbox, { service: 'delivery', subscriber: 'delivery', message: 'm9' }] }],
    ['every service remembers what it has handled', { inbox: sound().inbox.slice(1) }],
    ['there are no dead letters', { deadLetters: [{ service: 'consumer', subscriber: 'accounting', key: 'order-1', message: 'm1', error: 'PermanentFault' }] }],
    ['every group has read its topics to the end', { lags: [{ group: 'ftgo.order.order', partition: 'ftgo.ticket.events/1', behind: 2 }] }],
    ["the operator's books balance", { books: { balanced: false, pending: 0, checks: [{ name: 'held', ok: false, detail: '1 ≠ 2' }] } }],
  ])('a breach of: %s', (rule, change) => {
    expect(broken(change)).toContain(rule);
  });

  it('the order that it is about', () => {
    expect(findingsIn(sound({ orders: [{ ...order, state: 'APPROVAL_PENDING' }] }))[0]).toMatchObject({ harm: 'stuck', orderId: 'order-1' });
  });
});
