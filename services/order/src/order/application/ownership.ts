import { Refusal } from '@ftgo/refusals';
import type { Caller } from '@ftgo/sign-in';
import { validate as isUuid } from 'uuid';

/**
 * The order, if the caller may see it: its consumer, its restaurant, or an operator.
 *
 * @throws Refusal `ORDER_NOT_FOUND`; another's order is answered like one that does not exist.
 */
export function owned<O extends { readonly consumerId: string; readonly restaurantId: string }>(
  order: O | undefined,
  orderId: string,
  { id, role }: Caller,
): O {
  const maySeeIt =
    order &&
    (role === 'operator' || (role === 'consumer' && order.consumerId === id) || (role === 'restaurant' && order.restaurantId === id));
  if (!maySeeIt) throw notFound(orderId);
  return order;
}

/** An id that can be looked for. @throws Refusal `ORDER_NOT_FOUND`: what is no UUID names no order. */
export function existing(orderId: string): string {
  if (!isUuid(orderId)) throw notFound(orderId);
  return orderId;
}

const notFound = (orderId: string): Refusal => new Refusal('not-found', 'ORDER_NOT_FOUND', `There is no order ${orderId}`);
