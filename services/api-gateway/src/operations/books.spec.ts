import { describe, expect, it } from '@jest/globals';
import { quietBooks } from '../../test/examples.mother.ts';
import { type ServiceBooks, checksOf } from './books.ts';
import { booksDocument } from './books-document.ts';

const broken = (books: ServiceBooks) => checksOf(books).flatMap(({ name, ok }) => (ok ? [] : [name]));
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('books at rest', () => {
  it('balance', () => {
    expect(broken(quietBooks)).toEqual([]);
    expect(booksDocument(quietBooks)).toMatchObject({ balanced: true, pending: 0, unavailable: [] });
  });

  it('balance before the first order', () => {
    const nothing = { byState: [], outboxUnsent: 0, deadLetters: 0 };
    const books = {
      order: { ...nothing, oldestPendingMs: 0 },
      consumer: { ...nothing, held: undefined, charged: undefined },
      restaurant: { ...nothing, openTickets: 0 },
      delivery: nothing,
    };
    expect(broken(books)).toEqual([]);
    expect(booksDocument(books).accounting?.held).toEqual({ amount: 0, currency: 'XXX' });
  });

  it.each<[string, Partial<ServiceBooks>, string]>([
    ['accounts hold a cent too much', { consumer: { ...quietBooks.consumer, held: usd(5_001) } }, 'what accounts hold is what is authorized'],
    ['a kitchen counts a ticket too many', { restaurant: { ...quietBooks.restaurant, openTickets: 2 } }, 'what kitchens count as open is their open tickets'],
    [
      'an approved order costs less than was authorized',
      { order: { ...quietBooks.order, byState: [{ state: 'APPROVED', orders: 2, total: usd(4_999) }] } },
      'what is authorized or charged is the total of the approved and the delivered orders',
    ],
    [
      'a ticket that is cooked was lost',
      { restaurant: { ...quietBooks.restaurant, byState: [{ state: 'AWAITING_ACCEPTANCE', tickets: 1 }] } },
      'each approved or delivered order has a ticket, and no other',
    ],
    [
      'an order’s ticket was lost',
      { restaurant: { ...quietBooks.restaurant, byState: [{ state: 'READY_FOR_PICKUP', tickets: 1 }], openTickets: 0 } },
      'each approved or delivered order has a ticket, and no other',
    ],
    ['a delivery was doubled', { delivery: { ...quietBooks.delivery, byState: [{ state: 'PENDING', deliveries: 3 }] } }, 'each approved order has a delivery, and no other'],
    ['a message could not be handled', { delivery: { ...quietBooks.delivery, deadLetters: 1 } }, 'there are no dead letters'],
  ])('show that %s', (_, change, name) => expect(broken({ ...quietBooks, ...change })).toEqual([name]));
});

describe('books of an order that was delivered', () => {
  it('balance', () => {
    const add = <B extends { readonly byState: readonly object[] }>(books: B, state: object): B => ({ ...books, byState: [...books.byState, state] });
    const delivered: ServiceBooks = {
      order: add(quietBooks.order, { state: 'DELIVERED', orders: 1, total: usd(1_000) }),
      consumer: add(quietBooks.consumer, { state: 'CHARGED', authorizations: 1, total: usd(1_000) }),
      restaurant: add(quietBooks.restaurant, { state: 'PICKED_UP', tickets: 1 }),
      delivery: add(quietBooks.delivery, { state: 'DELIVERED', deliveries: 1 }),
    };
    expect(broken(delivered)).toEqual([]);
  });
});

describe.each(['APPROVAL_PENDING', 'CANCEL_PENDING', 'REVISION_PENDING'])('books while an order is %s', (state) => {
  const pending = { ...quietBooks.order, byState: [...quietBooks.order.byState, { state, orders: 1, total: usd(1_000) }] };
  const onTheWay = {
    ...quietBooks,
    order: pending,
    consumer: { ...quietBooks.consumer, held: usd(6_000), byState: [{ state: 'AUTHORIZED', authorizations: 3, total: usd(6_000) }] },
  };

  it('may differ between services, and say how many are pending', () => {
    expect(booksDocument(onTheWay)).toMatchObject({ balanced: true, pending: 1 });
  });

  it('may not differ within a service', () => {
    expect(broken({ ...onTheWay, consumer: { ...onTheWay.consumer, held: usd(5_000) } })).toEqual(['what accounts hold is what is authorized']);
  });
});

describe('books of which some are missing', () => {
  it('do not balance, and name whose', () => {
    expect(booksDocument({ ...quietBooks, restaurant: undefined })).toMatchObject({ balanced: false, unavailable: ['restaurant'], kitchen: undefined });
    expect(booksDocument({ ...quietBooks, order: undefined })).toMatchObject({ balanced: false, unavailable: ['order'] });
  });
});
