import type { PricedLines } from '../../domain/line-items.ts';
import type { Order } from '../../domain/order.ts';
import { type EndedSaga, type Saga } from '../../domain/saga/saga.ts';

/** A saga as its order's row keeps it: times as ISO strings, and the step's deadline in a column of its own, for the supervisor. */
type Kept = { readonly [name: string]: unknown; readonly requestedAt: string };

export function keptSaga(order: Order): Kept | null {
  if ('saga' in order) {
    const { dueAt: _, stuck, ...saga } = order.saga;
    const { revision } = { revision: undefined, ...order };
    return {
      ...saga,
      requestedAt: saga.requestedAt.toISOString(),
      ...(stuck && { stuck: { ...stuck, since: stuck.since.toISOString() } }),
      ...(revision && { revision }),
    };
  }
  if (!('lastSaga' in order) || !order.lastSaga) return null;
  return { ...order.lastSaga, requestedAt: order.lastSaga.requestedAt.toISOString() };
}

/** What an order has of its saga: a lock while the saga waits for a step, else the last one. */
export function sagaIn(column: object, dueAt: Date | undefined): { saga: Saga; revision?: PricedLines } | { lastSaga: EndedSaga } {
  if (!dueAt) return { lastSaga: withDate(column as EndedSaga) };
  const { revision, stuck, ...saga } = column as Saga & { revision?: PricedLines };
  return {
    saga: { ...withDate(saga), dueAt, ...(stuck && { stuck: { ...stuck, since: new Date(stuck.since) } }) },
    ...(revision && { revision }),
  };
}

const withDate = <S extends { readonly requestedAt: Date }>(kept: S): S => ({ ...kept, requestedAt: new Date(kept.requestedAt) });
