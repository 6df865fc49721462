import type { OrderGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import type { Caller } from '@ftgo/sign-in';
import { validate as isUuid } from 'uuid';
import type { OrderQueries } from '../../application/ports/order-queries.ts';
import { documentOf } from './order-document.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** One page of the caller's orders: a consumer's own, a restaurant's own, an operator's all; newest first. */
export async function ordersOf(
  queries: OrderQueries,
  { id, role }: Caller,
  { state, limit, after }: { state?: string; limit?: number; after?: string },
): Promise<OrderGrpc.ListOrdersResponse> {
  if (after && !isUuid(after)) throw new Refusal('invalid', 'NOT_A_CURSOR', 'after is what the page before named as nextAfter', '/after');
  const own = role === 'consumer' ? { consumerId: id } : role === 'restaurant' ? { restaurantId: id } : {};
  const atMost = Math.min(limit || DEFAULT_LIMIT, MAX_LIMIT);
  const { orders, nextAfter } = await queries.list({ ...own, ...(state && { state }) }, atMost, after || undefined);
  return { orders: orders.map(documentOf), nextAfter: nextAfter ?? '' };
}
