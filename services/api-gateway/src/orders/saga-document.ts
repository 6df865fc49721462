import type { OrderGrpc } from '@ftgo/order-api';
import { lineItemDocument, moneyDocument } from '../http/documents.ts';

/** A cancellation or revision of an order as the public API answers it. */
export const sagaDocument = (saga: OrderGrpc.OrderSaga) => ({
  sagaId: saga.sagaId,
  kind: saga.kind,
  state: saga.state,
  requestedAt: saga.requestedAt,
  step: saga.step || undefined,
  attempt: saga.attempt || undefined,
  reason: saga.reason || undefined,
  detail: saga.detail || undefined,
  ...(saga.orderTotal && { lineItems: saga.lineItems.map(lineItemDocument), orderTotal: moneyDocument(saga.orderTotal) }),
});
