import type { StepAttempt } from '@ftgo/saga-api/step';
import { cancelled, hear } from './hear.ts';
import { type ApprovedOrder, type Changed, type LockedOrder, type Order, expire, isLocked, unchanged } from './order.ts';
import type { OrderEvent } from './order-event.ts';
import type { Outcome } from './outcome.ts';
import type { Clock } from './saga/patience.ts';
import { type EndedSaga, type RefusedSaga, type Saga, done, isOver, overdue, refused, wasRefused } from './saga/saga.ts';

/** A participant has done what the order's saga asked for. */
export function stepDone(order: Order | undefined, told: StepAttempt, clock: Clock): Changed {
  return isLocked(order) ? progress(order, done(order.saga, told, clock)) : unchanged(order);
}

/** A participant has refused what the order's saga asked for. */
export function stepRefused(order: Order | undefined, told: StepAttempt, refusal: Outcome, clock: Clock): Changed {
  return isLocked(order) ? progress(order, refused(order.saga, told, refusal, clock)) : unchanged(order);
}

/** The order's deadline may have come: that of its approval, or of the step that its saga waits for. */
export function fallDue(order: Order | undefined, clock: Clock): Changed {
  return isLocked(order) ? progress(order, overdue(order.saga, clock)) : expire(order, clock.now);
}

/** The order with its saga where it is now: waiting for another step, or over. */
export function progress(order: LockedOrder, saga: Saga | EndedSaga): Changed {
  if (saga === order.saga) return unchanged(order);
  if (isOver(saga)) return resolve(order, saga);
  const state = { ...order, saga };
  const isAsked = saga.step !== order.saga.step || saga.attempt !== order.saga.attempt;
  return { state, events: isAsked ? [{ type: 'StepAsked', order: state }] : [] };
}

/** Ends the lock. What was reported meanwhile takes effect now. */
function resolve(order: LockedOrder, saga: EndedSaga): Changed {
  const outcome = wasRefused(saga) ? asBefore(order, saga) : asWished(order, saga);
  return order.saga.facts.reduce<Changed>(({ state, events }, fact) => {
    const next = hear(state, fact);
    return { state: next.state, events: [...events, ...next.events] };
  }, outcome);
}

function asBefore(order: LockedOrder, saga: RefusedSaga): Changed {
  const state = unlocked(order, saga);
  const type = order.state === 'CANCEL_PENDING' ? 'OrderCancelRefused' : 'OrderRevisionRefused';
  return { state, events: [{ type, order: state, saga }] };
}

function asWished(order: LockedOrder, saga: EndedSaga): Changed {
  if (order.state === 'CANCEL_PENDING') return cancelled(unlocked(order, saga), 'BY_CONSUMER', 'The consumer cancelled the order.');
  const state: ApprovedOrder = { ...unlocked(order, saga), ...order.revision };
  const events: OrderEvent[] = [{ type: 'OrderRevised', order: state, sagaId: saga.id }];
  return { state, events };
}

function unlocked({ saga: _, ...order }: LockedOrder, lastSaga: EndedSaga): ApprovedOrder {
  const { revision: __, ...details } = { revision: undefined, ...order };
  return { ...details, state: 'APPROVED', lastSaga };
}
