import type { LineItem as PublishedLineItem } from '@ftgo/restaurant-api';
import type { LineItem } from '../../domain/order.ts';

/** @throws TypeError where a message's line has no price: no retry would mend it. */
export function lineItemOf({ menuItemId, name, price, quantity }: PublishedLineItem): LineItem {
  if (!price) throw new TypeError(`The line of ${menuItemId} has no price`);
  return { menuItemId, name, price, quantity };
}
