import type { Fact } from './fact.ts';
import { type ApprovedOrder, type CancelledOrder, type Changed, type DeliveredOrder, type LockedOrder, type Order, rejected, unchanged } from './order.ts';

/** What is reported of an order. It is never dropped: during a lock it is kept, and takes effect when the lock is resolved. */
export function hear(order: Order | undefined, fact: Fact): Changed {
  switch (order?.state) {
    case 'APPROVAL_PENDING':
      // The restaurant sees approved orders only: news of the approval is on its way here.
      return fact.type === 'TicketRejected' ? rejected(order, { reason: 'REJECTED_BY_RESTAURANT', detail: fact.detail }) : unchanged(order);
    case 'APPROVED':
      return takeEffect(order, fact);
    case 'CANCEL_PENDING':
    case 'REVISION_PENDING':
      return unchanged(order.saga.facts.some(({ type }) => type === fact.type) ? order : noted(order, fact));
    case 'REJECTED':
    case 'CANCELLED':
    case 'DELIVERED':
    case undefined: // an order of another time: not ours
      return unchanged(order);
  }
}

function takeEffect(order: ApprovedOrder, fact: Fact): Changed {
  switch (fact.type) {
    case 'TicketRejected':
      return cancelled(order, 'BY_RESTAURANT', fact.detail);
    case 'DeliveryFailed':
      return cancelled(order, 'NO_COURIER', fact.detail);
    case 'DeliveryDelivered': {
      const state: DeliveredOrder = { ...order, state: 'DELIVERED' };
      return { state, events: [{ type: 'OrderDelivered', order: state }] };
    }
    case 'DeliveryPickedUp':
      return unchanged(order);
  }
}

export function cancelled(order: ApprovedOrder, reason: string, detail: string): Changed<CancelledOrder> {
  const state: CancelledOrder = { ...order, state: 'CANCELLED', reason, detail };
  return { state, events: [{ type: 'OrderCancelled', order: state }] };
}

const noted = (order: LockedOrder, fact: Fact): LockedOrder => ({ ...order, saga: { ...order.saga, facts: [...order.saga.facts, fact] } });
