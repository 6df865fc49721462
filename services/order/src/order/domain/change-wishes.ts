import { Refusal } from '@ftgo/refusals';
import { type RequestedLineItem, price } from './line-items.ts';
import type { Menu } from './menu.ts';
import { type ApprovedOrder, type CancellingOrder, type Changed, type LockedOrder, type Order, type RevisingOrder, rejected, unchanged } from './order.ts';
import type { Clock } from './saga/patience.ts';
import { begin } from './saga/saga.ts';

/** What a new saga needs. */
export interface Beginning extends Clock {
  readonly sagaId: string;
}

/**
 * The consumer's wish. A pending order is rejected at once, a final one's outcome stands and is repeated; an approved one is locked
 * until everybody has agreed.
 *
 * @throws Refusal `CANCEL_UNDER_WAY`, `REVISION_UNDER_WAY`.
 */
export function cancel(order: Order, beginning: Beginning): Changed<Order> {
  switch (order.state) {
    case 'APPROVAL_PENDING':
      return rejected(order, { reason: 'CANCELLED_BY_CONSUMER', detail: 'The consumer cancelled the order while it was pending' });
    case 'APPROVED': {
      const state: CancellingOrder = { ...detailsOf(order), state: 'CANCEL_PENDING', saga: begin('CANCEL', beginning.sagaId, beginning) };
      return { state, events: [{ type: 'OrderCancelRequested', order: state }, { type: 'StepAsked', order: state }] };
    }
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      throw underWay(order);
    case 'REJECTED':
    case 'CANCELLED':
    case 'DELIVERED':
      return unchanged(order);
  }
}

/**
 * The consumer's wish for other lines, all of them; an approved order is locked until everybody has agreed.
 *
 * @throws Refusal that names the field of the request; `ORDER_NOT_APPROVED_YET`, `ORDER_IS_FINAL`, `CANCEL_UNDER_WAY`, `REVISION_UNDER_WAY`.
 */
export function revise(order: Order, wanted: readonly RequestedLineItem[], menu: Menu | undefined, beginning: Beginning): Changed<Order> {
  switch (order.state) {
    case 'APPROVAL_PENDING':
      throw new Refusal('conflict', 'ORDER_NOT_APPROVED_YET', 'The order is not approved yet: revise it when it is');
    case 'APPROVED': {
      const saga = begin('REVISE', beginning.sagaId, beginning);
      const state: RevisingOrder = { ...detailsOf(order), state: 'REVISION_PENDING', saga, revision: price(wanted, order.restaurantId, menu) };
      return { state, events: [{ type: 'OrderRevisionRequested', order: state }, { type: 'StepAsked', order: state }] };
    }
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      throw underWay(order);
    case 'REJECTED':
    case 'CANCELLED':
    case 'DELIVERED':
      throw new Refusal('conflict', 'ORDER_IS_FINAL', `The order is ${order.state} and can no longer be revised`);
  }
}

function detailsOf({ lastSaga: _, ...details }: ApprovedOrder) {
  return details;
}

function underWay({ state, saga }: LockedOrder): Refusal {
  const [code, what] = state === 'CANCEL_PENDING' ? ['CANCEL_UNDER_WAY', 'cancelled'] : ['REVISION_UNDER_WAY', 'revised'];
  return new Refusal('conflict', code, `The order is being ${what} since ${saga.requestedAt.toISOString()}: try again when that is over`);
}
