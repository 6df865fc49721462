import type { OrderHistoryGrpc } from '@ftgo/order-api';
import { Refusal } from '@ftgo/refusals';
import type { Caller } from '@ftgo/sign-in';
import { validate as isUuid } from 'uuid';
import type { HistoryFilter, HistoryPage, OrderHistoryQueries } from '../../application/ports/order-history-queries.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const LONGEST_SEARCH = 200;

/** One page of the caller's orders: a consumer's own, a restaurant's own, an operator's all. */
export async function ordersOf(
  queries: OrderHistoryQueries,
  { id, role }: Caller,
  { state, from, to, q, page }: OrderHistoryGrpc.ListOrdersRequest,
): Promise<OrderHistoryGrpc.ListOrdersResponse> {
  const after = page?.after;
  if (after && !isUuid(after)) throw new Refusal('invalid', 'NOT_A_CURSOR', 'after is what the page before named as nextAfter', '/after');
  if (q.length > LONGEST_SEARCH || q.includes('\0')) throw new Refusal('invalid', 'SEARCH_TOO_LONG', `q has at most ${LONGEST_SEARCH} characters`, '/q');
  const own: HistoryFilter = role === 'consumer' ? { consumerId: id } : role === 'restaurant' ? { restaurantId: id } : {};
  const limit = Math.min(page?.limit || DEFAULT_LIMIT, MAX_LIMIT);
  const { orders, nextAfter } = await queries.list({ ...own, state, from, to, q }, limit, after);
  return { orders: orders.map(summaryOf), nextAfter: nextAfter ?? '' };
}

const summaryOf = (order: HistoryPage['orders'][number]): OrderHistoryGrpc.OrderSummary => ({
  orderId: order.orderId,
  consumerId: order.consumerId,
  restaurantId: order.restaurantId,
  restaurantName: order.restaurantName ?? '',
  state: order.state ?? '',
  lineItems: order.lineItems as OrderHistoryGrpc.OrderSummary['lineItems'],
  orderTotal: order.orderTotal,
  createdAt: order.createdAt,
  deliveryTime: order.deliveryTime,
  reason: order.reason ?? '',
  detail: order.detail ?? '',
  ticketState: order.ticketState ?? '',
  readyBy: order.readyBy,
  deliveryState: order.deliveryState ?? '',
});
