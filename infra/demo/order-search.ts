import { eventually } from './eventually.ts';
import { amountText } from './money.ts';
import type { Money } from './documents.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';

/** An order in the history. */
export interface OrderSummary {
  readonly orderId: string;
  readonly state: string;
  readonly restaurantName?: string;
  readonly lineItems: readonly { readonly name: string; readonly quantity: number }[];
  readonly orderTotal: Money;
  readonly reason?: string;
  readonly ticketState?: string;
  readonly deliveryState?: string;
}

export interface HistoryPage {
  readonly orders: readonly OrderSummary[];
  readonly nextAfter?: string;
}

/** The orders that somebody finds in the history. */
export const search = (person: Person, wish: Record<string, string> = {}): Promise<HistoryPage> =>
  person.get<HistoryPage>(`/v1/orders?${new URLSearchParams(wish)}`);

/** Asks for them as people do, tells what is found, and checks that it is these orders, in this order. */
export async function tellSearch({ narrator }: Stage, person: Person, wish: Record<string, string>, expected: readonly string[]): Promise<void> {
  narrator.request(`GET /v1/orders?${new URLSearchParams(wish)}`);
  const { orders } = await search(person, wish);
  narrator.answer(`200 ${orders.length} orders`);
  for (const order of orders) narrator.fact('', lineOf(order));
  const isExpected = orders.map(({ orderId }) => orderId).join() === expected.join();
  narrator.check(`the history has ${expected.length === 1 ? 'the one' : `these ${expected.length}`}`, isExpected, `it has ${orders.length}`);
}

/** Waits until the history says this of an order: it is made of others' messages, and they of theirs. */
export const knows = (person: Person, orderId: string, what: string, isSo: (order: OrderSummary) => boolean): Promise<OrderSummary> =>
  eventually(`the history to know that order ${orderId} ${what}`, async () => {
    const order = (await search(person)).orders.find((each) => each.orderId === orderId);
    return order && isSo(order) ? order : undefined;
  });

function lineOf({ restaurantName, lineItems, orderTotal, state, reason, ticketState, deliveryState }: OrderSummary): string {
  const dishes = lineItems.map(({ name, quantity }) => `${quantity} ${name}`).join(', ');
  const parts = [reason, ticketState && `ticket ${ticketState}`, deliveryState && `delivery ${deliveryState}`].filter(Boolean);
  return `${state.padEnd(9)} ${restaurantName}: ${dishes}, ${amountText(orderTotal)}  ${parts.join(', ')}`;
}
