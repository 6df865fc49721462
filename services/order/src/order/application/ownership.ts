import { Refusal } from '@ftgo/refusals';
import type { Caller } from '@ftgo/sign-in';

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
  if (!maySeeIt) throw new Refusal('not-found', 'ORDER_NOT_FOUND', `There is no order ${orderId}`);
  return order;
}
