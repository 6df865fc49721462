import { Refusal } from '@ftgo/refusals';
import { type Changed, type LockedOrder, type Order, isLocked } from './order.ts';
import { progress } from './order-saga.ts';
import type { Clock } from './saga/patience.ts';
import { type EndedSaga, type Saga, again, compensate, goOn, mayBeCompensated } from './saga/saga.ts';

export type InterventionAction = 'RETRY' | 'COMPENSATE' | 'SETTLE';

/** What an operator did to a saga, and why: the trail that is kept. */
export interface Intervention {
  readonly id: string;
  readonly orderId: string;
  readonly sagaId: string;
  readonly action: InterventionAction;
  /** The step that was waited for. */
  readonly step: string;
  /** The operator's id. */
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

export type Intervening = Omit<Intervention, 'step' | 'at'>;

/**
 * An operator's hand where a saga cannot go on by itself: asks for the step once more, takes back what was done, or counts the step as
 * done because somebody has seen to it.
 *
 * @throws Refusal `SAGA_OVER`, `ALREADY_UNDOING`, `PAST_THE_PIVOT`, `MAY_BE_COMPENSATED`.
 */
export function intervene(order: Order | undefined, wish: Intervening, clock: Clock): Changed & { readonly intervention: Intervention } {
  if (!isLocked(order) || order.saga.id !== wish.sagaId) throw new Refusal('conflict', 'SAGA_OVER', 'The saga is over');
  return {
    ...progress(order, acted(order, wish, clock)),
    intervention: { ...wish, step: order.saga.step, at: clock.now },
  };
}

function acted({ saga }: LockedOrder, { action, reason }: Intervening, clock: Clock): Saga | EndedSaga {
  switch (action) {
    case 'RETRY':
      return again(saga, clock);
    case 'COMPENSATE':
      if (saga.refusal) throw new Refusal('conflict', 'ALREADY_UNDOING', 'The saga takes back what was done already');
      if (!mayBeCompensated(saga)) throw new Refusal('conflict', 'PAST_THE_PIVOT', `There is no way back from ${saga.step}`);
      return compensate(saga, { reason: 'COMPENSATED_BY_OPERATOR', detail: reason }, clock);
    case 'SETTLE':
      if (mayBeCompensated(saga)) throw new Refusal('conflict', 'MAY_BE_COMPENSATED', `${saga.step} can be taken back: nobody need count it as done`);
      return goOn(saga, clock);
  }
}
