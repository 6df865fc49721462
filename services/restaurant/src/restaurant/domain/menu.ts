import { type Money, equals } from '@ftgo/money';
import { InvalidRestaurant } from './restaurant-refusals.ts';
import { sentence } from './sentence.ts';

export interface MenuItem {
  /** Stays the same when name or price change: orders and replicas know the item by it. */
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money;
}

export type Menu = readonly MenuItem[];

/** An item as somebody wrote it: a new one has no id yet, and a price may be missing. */
export interface WrittenItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: Money | undefined;
}

const MOST_ITEMS = 300;
/** 10,000.00: more is a slip of the keyboard, and sums of orders stay far from the limits of arithmetic. */
const HIGHEST_PRICE = 1_000_000;

/**
 * A menu as it may be published.
 *
 * @param newId gives an item without an id its own
 * @throws InvalidRestaurant names the first item at fault.
 */
export function menuOf(written: readonly WrittenItem[], newId: () => string): Menu {
  if (written.length === 0) throw new InvalidRestaurant('/menu', 'A menu has at least one item.');
  if (written.length > MOST_ITEMS) throw new InvalidRestaurant('/menu', `A menu has at most ${MOST_ITEMS} items.`);
  const menu = written.map((item, index) => itemOf(item, `/menu/${index}`, newId));
  refuseTwins(menu);
  refuseMixedCurrencies(menu);
  return menu;
}

/** Whether two menus offer the same, in the same order. */
export const sameMenu = (a: Menu, b: Menu): boolean =>
  a.length === b.length && a.every((item, index) => b[index] !== undefined && sameItem(item, b[index]));

const sameItem = (a: MenuItem, b: MenuItem): boolean =>
  a.menuItemId === b.menuItemId && a.name === b.name && equals(a.price, b.price);

function itemOf({ menuItemId, name, price }: WrittenItem, at: string, newId: () => string): MenuItem {
  if (menuItemId !== '' && !/^[\w.-]{1,64}$/.test(menuItemId)) {
    throw new InvalidRestaurant(`${at}/menuItemId`, 'An item id has 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return { menuItemId: menuItemId || newId(), name: sentence(name, `${at}/name`, 100), price: priceOf(price, `${at}/price`) };
}

function priceOf(price: Money | undefined, at: string): Money {
  if (!price) throw new InvalidRestaurant(at, 'An item has a price.');
  const { amount, currency } = price;
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > HIGHEST_PRICE) {
    throw new InvalidRestaurant(at, `A price is a whole number of minor units from 1 to ${HIGHEST_PRICE}.`);
  }
  if (!/^[A-Z]{3}$/.test(currency)) throw new InvalidRestaurant(at, 'A currency is three capital letters, such as USD.');
  return { amount, currency };
}

function refuseTwins(menu: Menu): void {
  const seen = new Set<string>();
  for (const [index, { menuItemId }] of menu.entries()) {
    if (seen.has(menuItemId)) throw new InvalidRestaurant(`/menu/${index}/menuItemId`, 'Another item of the menu has this id.');
    seen.add(menuItemId);
  }
}

// An order's lines are added up, which they can be in one currency only.
function refuseMixedCurrencies(menu: Menu): void {
  const stranger = menu.findIndex(({ price }) => price.currency !== menu[0]?.price.currency);
  if (stranger >= 0) throw new InvalidRestaurant(`/menu/${stranger}/price`, 'All items of a menu are priced in one currency.');
}
