import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { type OrderSummary, type Placed, became, deliveryBecame, named, placed, revised, ticketBecame } from './order-summary.ts';

type News = (order: OrderSummary | undefined) => OrderSummary;

const [FIRST, SECOND] = ['019300a1-0000-7000-8000-000000000001', '019300a2-0000-7000-8000-000000000002'];
const lines = (name: string, amount: number) => ({
  lineItems: [{ menuItemId: name, name, price: money(amount, 'USD'), quantity: 1 }],
  orderTotal: money(amount, 'USD'),
});
const details: Placed = { consumerId: 'jane', restaurantId: 'ajanta', createdAt: new Date('2026-11-21T12:00:00Z'), ...lines('Naan', 350) };
const readyBy = new Date('2026-11-21T12:40:00Z');
const reason = { reason: 'TICKET_IN_PREPARATION', detail: 'Too late' };

const heard = (news: readonly News[]): OrderSummary => news.reduce<OrderSummary | undefined>((order, next) => next(order), undefined)!;

/** Every order in which they can arrive. */
function* arrivals<T>(things: readonly T[]): Generator<T[]> {
  if (things.length === 0) yield [];
  for (const [at, thing] of things.entries()) for (const rest of arrivals(things.toSpliced(at, 1))) yield [thing, ...rest];
}

const life: News[] = [
  (order) => placed(order, details, 'Ajanta'),
  (order) => became(order, '1 approved', 'APPROVED'),
  (order) => ticketBecame(order, 'ACCEPTED', readyBy),
  (order) => revised(order, FIRST, lines('Raita', 250)),
  (order) => became(order, `2 ${SECOND} begun`, 'CANCEL_PENDING'),
  (order) => became(order, `2 ${SECOND} ended`, 'APPROVED', reason),
  (order) => ticketBecame(order, 'PREPARING'),
];

describe('an order in the history', () => {
  it('is the same in whatever order its news arrives', () => {
    const inOrder = heard(life);
    expect(inOrder).toMatchObject({ state: 'APPROVED', ...reason, ...lines('Raita', 250), ticketState: 'PREPARING', readyBy, restaurantName: 'Ajanta' });
    for (const order of arrivals(life)) expect(heard(order)).toEqual(inOrder);
  });

  it('is what it has become in the end, also where that is heard first', () => {
    const ended: News[] = [...life, (order) => became(order, '3 final', 'CANCELLED', { reason: 'BY_RESTAURANT', detail: 'No fire' })];
    expect(heard(ended.toReversed())).toMatchObject({ state: 'CANCELLED', reason: 'BY_RESTAURANT', ...lines('Raita', 250) });
  });

  it('has the lines of its last revision', () => {
    const twice: News[] = [(order) => revised(order, SECOND, lines('Raita', 250)), (order) => revised(order, FIRST, lines('Naan', 700))];
    expect(heard(twice)).toMatchObject(lines('Raita', 250));
  });

  it('has a ticket and a delivery that do not go back', () => {
    expect(ticketBecame({ ticketState: 'CANCELLED' }, 'AWAITING_ACCEPTANCE')).toMatchObject({ ticketState: 'CANCELLED' });
    expect(deliveryBecame({ deliveryState: 'PICKED_UP' }, 'SCHEDULED')).toMatchObject({ deliveryState: 'PICKED_UP' });
    expect(deliveryBecame(deliveryBecame({ deliveryState: 'SCHEDULED' }, 'UNSCHEDULED'), 'SCHEDULED')).toMatchObject({ deliveryState: 'SCHEDULED' });
  });

  it('gets its restaurant’s name once', () => {
    expect(named({}, 'Ajanta')).toEqual({ restaurantName: 'Ajanta' });
    expect(named({ restaurantName: 'Ajanta' }, 'Sahara')).toEqual({ restaurantName: 'Ajanta' });
    expect(named(undefined, 'Ajanta')).toBeUndefined();
  });
});
