import { type Money, sum, times } from '@ftgo/money';
import { Refusal } from '@ftgo/refusals';
import type { Menu } from './menu.ts';

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
  readonly quantity: number;
}

export interface RequestedLineItem {
  readonly menuItemId: string;
  readonly quantity: number;
}

/** What is ordered, and what it costs. */
export interface PricedLines {
  readonly lineItems: readonly LineItem[];
  readonly orderTotal: Money;
}

export const MAX_QUANTITY = 100;
export const MAX_LINE_ITEMS = 50;

/**
 * What is wanted, priced by the menu as the order service knows it; the kitchen has the last word on it.
 *
 * @throws Refusal that names the field of the request.
 */
export function price(wanted: readonly RequestedLineItem[], restaurantId: string, menu: Menu | undefined): PricedLines {
  if (!menu) throw new Refusal('unprocessable', 'RESTAURANT_NOT_FOUND', `There is no restaurant ${restaurantId}`, '/restaurantId');
  if (wanted.length < 1 || wanted.length > MAX_LINE_ITEMS) {
    throw new Refusal('invalid', 'LINE_ITEMS_OUT_OF_RANGE', `An order has 1 to ${MAX_LINE_ITEMS} line items`, '/lineItems');
  }
  const seen = new Set<string>();
  const lineItems = wanted.map(({ menuItemId, quantity }, index): LineItem => {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      throw new Refusal('invalid', 'QUANTITY_OUT_OF_RANGE', `A quantity is 1 to ${MAX_QUANTITY}`, `/lineItems/${index}/quantity`);
    }
    const field = `/lineItems/${index}/menuItemId`;
    const item = menu.items.get(menuItemId);
    if (!item) throw new Refusal('unprocessable', 'ITEM_NOT_ON_MENU', `${menuItemId} is not on the restaurant's menu`, field);
    if (seen.has(menuItemId)) throw new Refusal('invalid', 'ITEM_TWICE', `${menuItemId} stands in two line items`, field);
    seen.add(menuItemId);
    return { menuItemId, name: item.name, price: item.price, quantity };
  });
  const orderTotal = sum(
    lineItems.map(({ price, quantity }) => times(price, quantity)),
    lineItems[0]!.price.currency,
  );
  return { lineItems, orderTotal };
}
