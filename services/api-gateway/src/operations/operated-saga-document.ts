import type { SagaGrpc } from '@ftgo/order-api';
import { sagaDocument } from '../orders/saga-document.ts';

/** A saga as operators see it. */
export const operatedSagaDocument = ({ saga, ...rest }: SagaGrpc.Saga) => ({
  ...sagaDocument(saga!),
  orderId: rest.orderId,
  consumerId: rest.consumerId,
  restaurantId: rest.restaurantId,
  orderState: rest.orderState,
  participant: rest.participant || undefined,
  dueAt: rest.dueAt,
  stuck: rest.stuckSince && { since: rest.stuckSince, reason: rest.stuckReason, detail: rest.stuckDetail },
  mayBeCompensated: rest.mayBeCompensated,
  toUndo: rest.toUndo,
  facts: rest.facts,
});

/** With all that operators did to the sagas of its order. */
export const operatedSagaInFull = (saga: SagaGrpc.Saga) => ({ ...operatedSagaDocument(saga), interventions: saga.interventions });
