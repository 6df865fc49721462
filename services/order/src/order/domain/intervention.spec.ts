import { describe, expect, it } from '@jest/globals';
import { type Intervening, type InterventionAction, intervene } from './intervention.ts';
import type { LockedOrder, Order } from './order.ts';
import { SAGA, approved, cancelling, secondsLater } from './order.mother.ts';
import { stepDone, stepRefused } from './order-saga.ts';
import { refusal } from './refusal.mother.ts';

const soon = secondsLater(1);
const later = secondsLater(100);
const on = (order: Order, step: string) => stepDone(order, { sagaId: SAGA, step, attempt: 1 }, soon).state as LockedOrder;

const second = on(cancelling, 'BEGIN_CANCEL_TICKET');
const pivot = on(second, 'BEGIN_CANCEL_DELIVERY');
const last = on(on(pivot, 'REVERSE_AUTHORIZATION'), 'CONFIRM_CANCEL_TICKET');
const undoing = stepRefused(second, { sagaId: SAGA, step: 'BEGIN_CANCEL_DELIVERY', attempt: 1 }, { reason: 'DELIVERY_PICKED_UP', detail: '' }, soon).state as LockedOrder;

const wish = (action: InterventionAction): Intervening => ({
  id: 'intervention-1',
  orderId: cancelling.id,
  sagaId: SAGA,
  action,
  by: 'ops',
  reason: 'They called.',
});
const act = (order: Order | undefined, action: InterventionAction) => intervene(order, wish(action), later);

describe('an operator who retries', () => {
  it.each([second, pivot, last, undoing])('has the step asked for once more, now', (order) => {
    const { state, events, intervention } = act(order, 'RETRY');
    expect(state).toMatchObject({ saga: { step: order.saga.step, attempt: 2, dueAt: secondsLater(120).now } });
    expect(events).toEqual([{ type: 'StepAsked', order: state }]);
    expect(intervention).toEqual({ ...wish('RETRY'), step: order.saga.step, at: later.now });
  });
});

describe('an operator who compensates', () => {
  it('has all taken back before the pivot, with their words as the reason', () => {
    expect(act(second, 'COMPENSATE').state).toMatchObject({
      saga: { step: 'UNDO_BEGIN_CANCEL_DELIVERY', toUndo: ['UNDO_BEGIN_CANCEL_TICKET'], refusal: { reason: 'COMPENSATED_BY_OPERATOR', detail: 'They called.' } },
    });
  });

  it.each([
    ['from the pivot on', pivot, 'PAST_THE_PIVOT'],
    ['at the end', last, 'PAST_THE_PIVOT'],
    ['what is being undone', undoing, 'ALREADY_UNDOING'],
  ])('is refused %s', (_, order, code) => expect(refusal(() => act(order, 'COMPENSATE'))).toMatchObject({ kind: 'conflict', code }));
});

describe('an operator who settles', () => {
  it('has the step counted as done, whatever it is from the pivot on', () => {
    expect(act(pivot, 'SETTLE').state).toMatchObject({ saga: { step: 'CONFIRM_CANCEL_TICKET', attempt: 1 } });
    expect(act(last, 'SETTLE')).toMatchObject({ state: { state: 'CANCELLED' }, events: [{ type: 'OrderCancelled' }], intervention: { step: 'CONFIRM_CANCEL_DELIVERY' } });
    expect(act(undoing, 'SETTLE').state).toMatchObject({ state: 'APPROVED' });
  });

  it('is refused before it', () => expect(refusal(() => act(second, 'SETTLE'))).toMatchObject({ code: 'MAY_BE_COMPENSATED' }));
});

it.each(['RETRY', 'COMPENSATE', 'SETTLE'] as const)('%s of a saga that is over, or of another one, is refused', (action) => {
  expect(refusal(() => act(approved, action))).toMatchObject({ kind: 'conflict', code: 'SAGA_OVER' });
  expect(refusal(() => intervene(second, { ...wish(action), sagaId: 'another' }, later))).toMatchObject({ code: 'SAGA_OVER' });
});
