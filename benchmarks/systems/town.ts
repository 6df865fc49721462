import { randomUUID } from 'node:crypto';

export interface MenuItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

/** What one must know of a restaurant to order there. */
export interface Orderable {
  readonly restaurantId: string;
  readonly menu: readonly { readonly menuItemId: string }[];
}

export interface Restaurant extends Orderable {
  readonly menu: readonly MenuItem[];
}

const RESTAURANTS = 20;
const dishes = ['Chicken Vindaloo', 'Lamb Biryani', 'Samosa', 'Naan', 'Mango Lassi'];

/** Restaurants with a menu of five dishes each: what an order service knows of the town. */
export const town = (): Restaurant[] =>
  Array.from({ length: RESTAURANTS }, () => ({
    restaurantId: randomUUID(),
    menu: dishes.map((name, i) => ({ menuItemId: `dish-${i + 1}`, name, price: { amount: 300 + 150 * i, currency: 'USD' } })),
  }));

export const ADDRESS = { street: '9 Amazing View', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

/** An order's restaurant and line items, the same for everybody who is asked with the same number. */
export function wish(restaurants: readonly Orderable[], number: number) {
  const { restaurantId, menu } = restaurants[number % restaurants.length]!;
  const { menuItemId } = menu[number % menu.length]!;
  return { restaurantId, lineItems: [{ menuItemId, quantity: 1 + (number % 3) }], deliveryAddress: ADDRESS };
}
