import type { OrderGrpc } from '@ftgo/order-api';
import type { LineItem, PricedLines } from '../../domain/line-items.ts';
import type { Order } from '../../domain/order.ts';
import { type EndedSaga, type Saga, isOver } from '../../domain/saga/saga.ts';

/** The cancellation or revision that locks the order, or the last one. */
export function sagaDocumentOf(order: Order): OrderGrpc.OrderSaga | undefined {
  const saga = sagaIn(order);
  if (!saga) return undefined;
  const revision: PricedLines | undefined = 'revision' in order ? order.revision : undefined;
  return {
    sagaId: saga.id,
    kind: saga.kind,
    state: stateOf(saga),
    requestedAt: saga.requestedAt,
    step: isOver(saga) ? '' : saga.step,
    attempt: isOver(saga) ? 0 : saga.attempt,
    reason: saga.refusal?.reason ?? '',
    detail: saga.refusal?.detail ?? '',
    lineItems: (revision?.lineItems ?? []) as LineItem[],
    orderTotal: revision?.orderTotal,
  };
}

function sagaIn(order: Order): Saga | EndedSaga | undefined {
  if ('saga' in order) return order.saga;
  return 'lastSaga' in order ? order.lastSaga : undefined;
}

function stateOf(saga: Saga | EndedSaga): string {
  if (isOver(saga)) return saga.refusal ? 'REFUSED' : 'DONE';
  return saga.refusal ? 'UNDOING' : 'RUNNING';
}
