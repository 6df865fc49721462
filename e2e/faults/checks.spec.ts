import { describe, expect, it } from '@jest/globals';
import { findingsIn } from './checks.ts';
import { TOTAL, asked, broughtHome, charged, ofSaga, published, publishedToo, sound, stepsOf, written } from './evidence.mother.ts';
import type { AccountRow, Evidence, HistoryRow, OrderRow, OutboxRow } from './evidence.ts';

const broken = (change: Partial<Evidence>): string[] => [...new Set(findingsIn(sound(change)).map(({ rule }) => rule))];
const [order] = sound().orders as [OrderRow];
const [shown] = sound().history as [HistoryRow];
const [account] = sound().accounts as [AccountRow];
const reply = { channel: 'ftgo.order.replies', service: 'restaurant' } as const;
/** These were written and published, too. */
const besides = (rows: readonly OutboxRow[]): Partial<Evidence> => ({
  outbox: [...sound().outbox, ...rows],
  published: [...sound().published, ...publishedToo(rows)],
});
const theOtherWayRound = (one: OutboxRow, other: OutboxRow): Partial<Evidence> => ({
  outbox: [...sound().outbox, one, other],
  published: [...sound().published, ...publishedToo([other, one])],
});
const answerOf = (answerer: string, id = answerer): OutboxRow =>
  written(id, 'order-1', 'OfferAccepted', { channel: 'ftgo.delivery.replies', service: 'delivery', answerer });
const deliver = { orderId: 'order-1', action: 'DELIVER' };
const rejected = (reason: string): OrderRow => ({ ...order, state: 'REJECTED', reason });

describe('the books of a sound run', () => {
  it('have no finding', () => {
    expect(findingsIn(sound())).toEqual([]);
  });

  it('have none where a message lies in its topic twice: its relay died before it had confirmed', () => {
    expect(broken({ published: [published('m1', 'OrderCreated', 0), published('m2', 'OrderApproved', 1), published('m1', 'OrderCreated', 2)] })).toEqual([]);
  });

  it('have none where it came to the door, was paid for, and the kitchen has room again', () => {
    expect(broken(broughtHome())).toEqual([]);
  });

  it('have none where a courier dropped out, another one took over, and the order was cancelled in the end', () => {
    const steps = stepsOf(['DeliveryOffered', null, 'o1'], ['DeliveryScheduled', 'kim', 'o1'], ['DeliveryUnscheduled', 'kim'], ['DeliveryOffered', null, 'o2'], ['DeliveryScheduled', 'omar', 'o2'], ['DeliveryCancelled']);
    expect(broken({ steps })).toEqual([]);
  });

  it('have none where a saga asked again, was answered again, and took its step back', () => {
    const step = { step: 'BEGIN_CANCEL_TICKET' };
    const saga = [
      ofSaga('s1', 'OrderCancelRequested'),
      ofSaga('s2', 'BeginCancelTicket', { ...step, attempt: 1 }),
      ofSaga('s3', 'BeginCancelTicket', { ...step, attempt: 2 }),
      ofSaga('s4', 'StepDone', { ...reply, ...step, attempt: 1 }),
      ofSaga('s5', 'StepDone', { ...reply, ...step, attempt: 2 }),
      ofSaga('s6', 'StepRefused', { ...reply, ...step, attempt: 3, code: 'STEP_UNDONE' }),
      ofSaga('s7', 'OrderCancelRefused'),
    ];
    expect(broken(besides(saga))).toEqual([]);
  });

  it('have none where an order was revised twice, and cancelled in the end', () => {
    const again = { saga: { id: 'saga-2', step: null, attempt: null, code: null } };
    const saga = [
      ofSaga('s1', 'OrderRevisionRequested'),
      ofSaga('s2', 'OrderRevised'),
      ofSaga('s3', 'OrderRevisionRequested', again),
      ofSaga('s4', 'OrderRevised', again),
      ofSaga('s5', 'OrderCancelRequested', { saga: { ...again.saga, id: 'saga-3' } }),
      written('s6', 'order-1', 'OrderCancelled'),
    ];
    const cancelled = { ...order, state: 'CANCELLED', reason: 'BY_CONSUMER' };
    const undone = {
      orders: [cancelled],
      asked: [{ ...asked(1), order: { ...asked(1).order, kind: 'contended' as const } }],
      tickets: [{ ...sound().tickets[0]!, state: 'CANCELLED' }],
      authorizations: [{ ...sound().authorizations[0]!, state: 'REVERSED' }],
      accounts: [{ ...sound().accounts[0]!, held: 0 }],
      kitchens: [{ ...sound().kitchens[0]!, open: 0 }],
      deliveries: [{ id: 'order-1', state: 'CANCELLED', courier: null }],
      history: [{ ...shown, state: 'CANCELLED', ticket: 'CANCELLED', delivery: 'CANCELLED' }],
    };
    expect(broken({ ...besides(saga), ...undone })).toEqual([]);
  });

  it('have none where one decision is told in two sentences', () => {
    const told = { channel: 'ftgo.consumer.commands', cause: 'm9' };
    const both = [written('s1', 'order-1', 'NotifyConsumer', told), written('s2', 'order-1', 'NotifyConsumer', told)];
    expect(broken(besides(both))).not.toContain('a message has its effect once');
  });

  it('are not about the order of what several services wrote on one channel: there is none', () => {
    const kitchens = ofSaga('s1', 'StepDone', { ...reply, service: 'restaurant', step: 'A', attempt: 1 });
    const accountings = ofSaga('s2', 'StepDone', { ...reply, service: 'consumer', step: 'B', attempt: 1 });
    expect(broken(theOtherWayRound(kitchens, accountings))).not.toContain('the messages of a key are published in the order in which they were written');
  });

  it('are not about the order of two couriers’ answers: two instances may write them at once', () => {
    expect(broken(theOtherWayRound(answerOf('kim'), answerOf('omar')))).toEqual([]);
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
    ['an act is refused only for what is in its way', { asked: [asked(1, { acts: [{ act: 'cancel', answer: 'FORBIDDEN', wasRefused: true }] })] }],
    ['every order comes to an end', { orders: [{ ...order, state: 'APPROVAL_PENDING' }] }],
    ['every lock is resolved', { orders: [{ ...order, state: 'CANCEL_PENDING', overdue: 3 }] }],
    ['an order ends as what was asked for allows', { orders: [rejected('CONSUMER_SUSPENDED')] }],
    ['ticket, authorization and delivery follow the order', { tickets: [] }],
    ['ticket, authorization and delivery follow the order', { tickets: [{ ...sound().tickets[0]!, state: 'REJECTED' }] }],
    ['ticket, authorization and delivery follow the order', { orders: [rejected('CREATION_DEADLINE_PASSED')] }],
    ['ticket, authorization and delivery follow the order', { authorizations: [{ id: 'order-1', state: 'AUTHORIZED', account: 'jane', amount: TOTAL + 1 }] }],
    ['ticket, authorization and delivery follow the order', { tickets: [{ ...sound().tickets[0]!, state: 'CANCEL_PENDING' }] }],
    ['ticket, authorization and delivery follow the order', { orders: [{ ...order, state: 'CANCELLED', reason: 'BY_CONSUMER' }] }],
    ['an order costs what its lines cost', { orders: [{ ...order, worth: TOTAL - 1 }] }],
    ['a ticket has the lines of its order', { tickets: [{ ...sound().tickets[0]!, lines: '[["naan", 1, 350]]' }] }],
    ['nothing is there without its order', { deliveries: [...sound().deliveries, { id: 'order-2', state: 'CANCELLED', courier: null }] }],
    ['an account holds the sum of its open orders, within its limit, and owes nothing', { accounts: [{ ...account, held: 0 }] }],
    ['an account holds the sum of its open orders, within its limit, and owes nothing', { accounts: [{ ...account, limit: TOTAL - 1 }] }],
    ['an account holds the sum of its open orders, within its limit, and owes nothing', { accounts: [{ ...account, owed: 1 }] }],
    ['a kitchen counts its open tickets, within its capacity', { kitchens: [{ id: 'ajanta', open: 2, capacity: 10 }] }],
    ['a kitchen counts its open tickets, within its capacity', { kitchens: [{ id: 'ajanta', open: 1, capacity: 0 }] }],
    ['what a kitchen has promised comes to the door, or to nothing', { tickets: [{ ...sound().tickets[0]!, state: 'READY_FOR_PICKUP' }] }],
    ['what is delivered is paid for, once and as it costs, and nothing else is', broughtHome({ outbox: sound().outbox })],
    ['what is delivered is paid for, once and as it costs, and nothing else is', broughtHome(besides([charged(), charged({ id: 'm10' })]))],
    ['what is delivered is paid for, once and as it costs, and nothing else is', broughtHome(besides([charged({ amount: TOTAL - 1 })]))],
    ['what is delivered is paid for, once and as it costs, and nothing else is', besides([charged()])],
    ['ticket, authorization and delivery follow the order', broughtHome({ authorizations: sound().authorizations })],
    ['ticket, authorization and delivery follow the order', broughtHome({ authorizations: [{ ...sound().authorizations[0]!, state: 'CHARGED', amount: TOTAL + 1 }] })],
    ['an order is in one plan, and once', { couriers: ['kim', 'omar'].map((id) => ({ id, stops: [deliver], orders: 1 })) }],
    ['an order is in one plan, and once', { couriers: [{ id: 'kim', stops: [deliver, deliver], orders: 1 }] }],
    ['a plan has what its courier is to bring, and nothing else', { couriers: [{ id: 'kim', stops: [deliver], orders: 1 }] }],
    ['a plan has what its courier is to bring, and nothing else', { deliveries: [{ id: 'order-1', state: 'PICKED_UP', courier: 'kim' }] }],
    ['a plan has what its courier is to bring, and nothing else', { couriers: [{ id: 'kim', stops: [], orders: 1 }] }],
    ['at no time have two couriers one order', { steps: stepsOf(['DeliveryOffered', null, 'o1'], ['DeliveryScheduled', 'kim', 'o1'], ['DeliveryScheduled', 'omar', 'o1']) }],
    ['at no time have two couriers one order', { steps: stepsOf(['DeliveryOffered', null, 'o1'], ['DeliveryScheduled', 'kim', 'o2']) }],
    ['at no time have two couriers one order', { steps: stepsOf(['DeliveryOffered', null, 'o1'], ['DeliveryScheduled', 'kim', 'o1'], ['DeliveryPickedUp', 'omar']) }],
    ['at no time have two couriers one order', { steps: stepsOf(['DeliveryOffered', null, 'o1'], ['DeliveryOffered', null, 'o2']) }],
    ['a courier answers an offer once', { steps: stepsOf(['OfferAnswered', 'kim', 'o1'], ['OfferAnswered', 'kim', 'o1']) }],
    ['a delivery is what happened to it', { rebuilt: { compared: 1, drifts: [{ id: 'order-1', what: 'its snapshot' }] } }],
    ['a delivery is what happened to it', { rebuilt: { compared: 0, drifts: [] } }],
    ['every message that was written is published', { published: [published('m2', 'OrderApproved', 0)] }],
    ['only what was written is published', { outbox: [written('m2', 'order-1', 'OrderApproved')] }],
    ['the messages of a key lie in one partition', { published: [published('m1', 'OrderCreated', 0), published('m2', 'OrderApproved', 0, { partition: 1 })] }],
    [
      'the messages of a key are published in the order in which they were written',
      { published: [published('m2', 'OrderApproved', 0), published('m1', 'OrderCreated', 1)] },
    ],
    ['the messages of a key are published in the order in which they were written', theOtherWayRound(answerOf('kim', 'a1'), answerOf('kim', 'a2'))],
    [
      'a message has its effect once',
      { outbox: [...sound().outbox, written('m4', 'order-1', 'OrderApproved', { cause: 'm3' })], published: [...sound().published, published('m4', 'OrderApproved', 2)] },
    ],
    [
      'nothing happens to an order twice',
      { outbox: [...sound().outbox, written('m4', 'order-1', 'OrderApproved')], published: [...sound().published, published('m4', 'OrderApproved', 2)] },
    ],
    ['nothing happens to an order twice', besides([ofSaga('s1', 'BeginCancelTicket', { step: 'A', attempt: 1 }), ofSaga('s2', 'BeginCancelTicket', { step: 'A', attempt: 1 })])],
    [
      'a step of a saga is decided once',
      besides([ofSaga('s1', 'StepDone', { ...reply, step: 'A', attempt: 1 }), ofSaga('s2', 'StepRefused', { ...reply, step: 'A', attempt: 2, code: 'TICKET_IN_PREPARATION' })]),
    ],
    ['every saga ends, as it was asked for or as it was refused', besides([ofSaga('s1', 'OrderRevisionRequested')])],
    ['every saga ends, as it was asked for or as it was refused', besides([ofSaga('s1', 'OrderCancelRequested')])],
    [
      'every saga ends, as it was asked for or as it was refused',
      besides([ofSaga('s1', 'OrderRevisionRequested'), ofSaga('s2', 'OrderRevised'), ofSaga('s3', 'OrderRevisionRefused')]),
    ],
    ['the history says what order, kitchen and delivery say', { history: [] }],
    ['the history says what order, kitchen and delivery say', { history: [{ ...shown, state: 'APPROVAL_PENDING' }] }],
    ['the history says what order, kitchen and delivery say', { history: [{ ...shown, total: 1 }] }],
    ['the history says what order, kitchen and delivery say', { history: [{ ...shown, ticket: 'PREPARING' }] }],
    ['the history says what order, kitchen and delivery say', { history: [{ ...shown, delivery: 'CANCELLED' }] }],
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
