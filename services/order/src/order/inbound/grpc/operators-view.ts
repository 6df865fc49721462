import type { SagaGrpc } from '@ftgo/order-api';
import type { Intervention } from '../../domain/intervention.ts';
import { type Order, isLocked } from '../../domain/order.ts';
import { mayBeCompensated } from '../../domain/saga/saga.ts';
import { participantOf } from '../../domain/saga/saga-tables.ts';
import { sagaDocumentOf } from './saga-document.ts';

/** All that an operator needs to know of an order's saga. */
export function operatorsViewOf(order: Order, interventions: readonly Intervention[] = []): SagaGrpc.Saga {
  const running = isLocked(order) ? order.saga : undefined;
  return {
    saga: sagaDocumentOf(order),
    orderId: order.id,
    consumerId: order.consumerId,
    restaurantId: order.restaurantId,
    orderState: order.state,
    participant: running ? participantOf(running.step) : '',
    dueAt: running?.dueAt,
    stuckSince: running?.stuck?.since,
    stuckReason: running?.stuck?.reason ?? '',
    stuckDetail: running?.stuck?.detail ?? '',
    mayBeCompensated: running ? mayBeCompensated(running) : false,
    toUndo: [...(running?.toUndo ?? [])],
    facts: running?.facts.map(({ type }) => type) ?? [],
    interventions: interventions.map(({ id, orderId: _, ...intervention }) => ({ interventionId: id, ...intervention })),
  };
}
