import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import type { Fact } from './fact.ts';
import { hear } from './hear.ts';
import { type LockedOrder, type Order, isLocked } from './order.ts';
import { SAGA, ajantasMenu, approved, beginning, cancelling, revising, secondsLater } from './order.mother.ts';
import { revise } from './change-wishes.ts';
import { fallDue, stepDone, stepRefused } from './order-saga.ts';
import { refusal } from './refusal.mother.ts';
import { type SagaKind, sagaTables } from './saga/saga-tables.ts';

const no = { reason: 'TICKET_IN_PREPARATION', detail: 'The kitchen has begun.' };
const ticketRejected: Fact = { type: 'TicketRejected', detail: 'No naan.' };
const locked: Record<SagaKind, LockedOrder> = { CANCEL: cancelling, REVISE: revising };
const soon = secondsLater(1);

/** What is done on the way: the steps that were asked for, and the events. */
class Walk {
  readonly asked: string[] = [];
  readonly told: string[] = [];

  constructor(public order: Order | undefined) {
    if (isLocked(order)) this.asked.push(order.saga.step);
  }

  get locked(): LockedOrder {
    if (!isLocked(this.order)) throw new Error(`The order is ${this.order?.state}, after ${this.asked.join()}`);
    return this.order;
  }

  done = () => this.follow(stepDone(this.order, this.awaited(), soon));
  refused = () => this.follow(stepRefused(this.order, this.awaited(), no, soon));
  hears = (fact: Fact) => this.follow(hear(this.order, fact));

  /** Until nobody is waited for, or `step` is. */
  go(step?: string): this {
    while (isLocked(this.order) && this.order.saga.step !== step) this.done();
    return this;
  }

  /** No answer, whatever the number of attempts, as long as `step` is waited for. */
  silent(): this {
    const { step } = this.locked.saga;
    for (let i = 1; isLocked(this.order) && this.order.saga.step === step && !this.order.saga.stuck; i++) {
      if (i > 10) throw new Error(`still waits for ${step}`);
      this.follow(fallDue(this.order, { ...secondsLater(0), now: this.order.saga.dueAt }));
    }
    return this;
  }

  private awaited() {
    const { id: sagaId, step, attempt } = this.locked.saga;
    return { sagaId, step, attempt };
  }

  private follow({ state, events }: ReturnType<typeof hear>): this {
    this.order = state;
    for (const event of events) {
      if (event.type === 'StepAsked') this.asked.push(event.order.saga.step);
      else this.told.push(event.type);
    }
    return this;
  }
}

const walk = (kind: SagaKind) => new Walk(locked[kind]);

describe.each(Object.keys(sagaTables) as SagaKind[])('%s', (kind) => {
  const rows: readonly { step: string; undo?: string; pivot?: true }[] = sagaTables[kind];
  const pivot = rows.findIndex((row) => row.pivot);
  const refusedEvent = kind === 'CANCEL' ? 'OrderCancelRefused' : 'OrderRevisionRefused';
  const undosBefore = (index: number) => rows.slice(0, index).flatMap(({ undo }) => undo ?? []).reverse();

  it('asks for one step after the other, and ends as it was wished', () => {
    const { asked, order, told } = walk(kind).go();
    expect(asked).toEqual(rows.map(({ step }) => step));
    expect(order).toMatchObject({ state: kind === 'CANCEL' ? 'CANCELLED' : 'APPROVED', lastSaga: { id: SAGA, kind } });
    expect(order).not.toHaveProperty('lastSaga.refusal');
    expect(told).toEqual([kind === 'CANCEL' ? 'OrderCancelled' : 'OrderRevised']);
  });

  it.each(rows.slice(0, pivot + 1).map(({ step }, i) => [step, i] as const))('where %s is refused, undoes what was done before, backwards', (step, i) => {
    const { asked, order, told } = walk(kind).go(step).refused().go();
    expect(asked.slice(i + 1)).toEqual(undosBefore(i));
    expect(order).toEqual({ ...approved, lastSaga: { id: SAGA, kind, requestedAt: beginning.now, refusal: no } });
    expect(told).toEqual([refusedEvent]);
  });

  it.each(rows.slice(0, pivot).map(({ step }, i) => [step, i] as const))('where nobody answers %s, asks three times and undoes it, too', (step, i) => {
    const { asked, order } = walk(kind).go(step).silent().go();
    expect(asked.slice(i)).toEqual([step, step, step, ...undosBefore(i + 1)]);
    expect(order).toMatchObject({ state: 'APPROVED', lastSaga: { refusal: { reason: 'PARTICIPANT_SILENT' } } });
  });

  it.each(rows.slice(pivot).map(({ step }) => step))('where nobody answers %s, goes on asking and shows that it is stuck, until somebody does', (step) => {
    const stuck = walk(kind).go(step).silent();
    expect(stuck.locked.saga).toMatchObject({ step, attempt: 4, stuck: { reason: 'PARTICIPANT_SILENT' } });
    expect(stuck.locked.saga.refusal).toBeUndefined();
    const order = stuck.go().order!;
    expect(isLocked(order)).toBe(false);
    expect(stuck.told).toEqual([kind === 'CANCEL' ? 'OrderCancelled' : 'OrderRevised']);
  });

  it.each(rows.slice(pivot + 1).map(({ step }) => step))('where %s is refused, which it must not be, waits for an operator', (step) => {
    const { locked } = walk(kind).go(step).refused();
    expect(locked.saga).toMatchObject({ step, stuck: no });
  });

  it('where nobody answers an undo, goes on asking and shows that it is stuck', () => {
    const { locked } = walk(kind).silent().silent();
    expect(locked.saga).toMatchObject({ step: rows[0]!.undo, attempt: 4, stuck: { reason: 'PARTICIPANT_SILENT' }, refusal: { reason: 'PARTICIPANT_SILENT' } });
  });

  it.each([
    ['another saga', { sagaId: 'another' }],
    ['another step', { step: 'CONFIRM_SOMETHING' }],
    ['an attempt to come', { attempt: 2 }],
  ])('takes no notice of a reply to %s', (_, other) => {
    const told = { sagaId: SAGA, step: locked[kind].saga.step, attempt: 1, ...other };
    expect(stepDone(locked[kind], told, soon)).toEqual({ state: locked[kind], events: [] });
    expect(stepRefused(locked[kind], told, no, soon)).toEqual({ state: locked[kind], events: [] });
  });

  it('takes a doubled reply once, and a late one to an earlier attempt', () => {
    const first = { sagaId: SAGA, step: rows[0]!.step, attempt: 1 };
    const again = fallDue(locked[kind], secondsLater(10)).state;
    expect(again).toMatchObject({ saga: { step: first.step, attempt: 2 } });
    const on = stepDone(again, first, soon).state;
    expect(on).toMatchObject({ saga: { step: rows[1]!.step, attempt: 1 } });
    expect(stepDone(on, { ...first, attempt: 2 }, soon).state).toBe(on);
  });

  it('asks again at its deadline, not before, and waits longer each time', () => {
    expect(fallDue(locked[kind], secondsLater(9)).state).toBe(locked[kind]);
    const second = fallDue(locked[kind], secondsLater(10)).state;
    expect(second).toMatchObject({ saga: { attempt: 2, dueAt: secondsLater(30).now } });
    expect(fallDue(second, secondsLater(30)).state).toMatchObject({ saga: { attempt: 3, dueAt: secondsLater(55).now } });
  });

  it.each<[string, Fact, string, string[]]>([
    ['the restaurant turns it away', ticketRejected, 'CANCELLED', ['OrderCancelled']],
    ['no courier is found', { type: 'DeliveryFailed', detail: 'Nobody is free.' }, 'CANCELLED', ['OrderCancelled']],
    ['it is picked up', { type: 'DeliveryPickedUp' }, 'APPROVED', []],
    ['it is delivered', { type: 'DeliveryDelivered' }, 'DELIVERED', ['OrderDelivered']],
  ])('that is undone while %s lets that have its effect', (_, fact, state, events) => {
    const { order, told } = walk(kind).hears(fact).hears(fact).refused().go();
    expect(order).toMatchObject({ state, lastSaga: { refusal: no } });
    expect(told).toEqual([refusedEvent, ...events]);
  });
});

describe('CANCEL', () => {
  it('goes on where the restaurant turns it away: that is what was wished', () => {
    const { order, told } = walk('CANCEL').hears(ticketRejected).go();
    expect(order).toMatchObject({ state: 'CANCELLED', reason: 'BY_CONSUMER' });
    expect(told).toEqual(['OrderCancelled']);
  });

  it('turns back before the pivot where the order is picked up', () => {
    const { asked, order } = walk('CANCEL').hears({ type: 'DeliveryPickedUp' }).go();
    expect(asked).toEqual(['BEGIN_CANCEL_TICKET', 'UNDO_BEGIN_CANCEL_TICKET']);
    expect(order).toMatchObject({ state: 'APPROVED', lastSaga: { refusal: { reason: 'DELIVERY_PICKED_UP' } } });
  });

  it('does not turn back from the pivot on', () => {
    const { order } = walk('CANCEL').go('REVERSE_AUTHORIZATION').hears({ type: 'DeliveryPickedUp' }).go();
    expect(order).toMatchObject({ state: 'CANCELLED', reason: 'BY_CONSUMER' });
  });
});

describe('REVISE', () => {
  it('gives the order its new lines and their total', () => {
    expect(revising).toMatchObject({ orderTotal: approved.orderTotal, revision: { orderTotal: money(9 * 350, 'USD') } });
    const { order } = walk('REVISE').go();
    expect(order).toMatchObject({ ...revising.revision, state: 'APPROVED' });
    expect(order).not.toHaveProperty('revision');
  });

  it('turns back where the restaurant turns the order away, which is cancelled then', () => {
    const { asked, order, told } = walk('REVISE').hears(ticketRejected).go();
    expect(asked).toEqual(['BEGIN_REVISE_TICKET', 'UNDO_BEGIN_REVISE_TICKET']);
    expect(order).toMatchObject({ state: 'CANCELLED', reason: 'BY_RESTAURANT', orderTotal: approved.orderTotal });
    expect(told).toEqual(['OrderRevisionRefused', 'OrderCancelled']);
  });

  it('is cancelled with its new lines where it is turned away after the pivot', () => {
    const { order, told } = walk('REVISE').go('CONFIRM_REVISE_TICKET').hears(ticketRejected).go();
    expect(order).toMatchObject({ state: 'CANCELLED', reason: 'BY_RESTAURANT', ...revising.revision });
    expect(told).toEqual(['OrderRevised', 'OrderCancelled']);
  });

  it('refuses what CreateOrder refuses, by its field', () => {
    expect(refusal(() => revise(approved, [], ajantasMenu, beginning))).toMatchObject({ code: 'LINE_ITEMS_OUT_OF_RANGE', field: '/lineItems' });
  });
});
