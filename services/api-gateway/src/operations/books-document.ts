import { moneyDocument } from '../http/documents.ts';
import { type ServiceBooks, checksOf, pendingOrders } from './books.ts';

/** The books of all services in one document. */
export function booksDocument(books: ServiceBooks) {
  const { order, consumer, restaurant, delivery } = books;
  const checks = checksOf(books);
  return {
    balanced: checks.every(({ ok }) => ok),
    pending: pendingOrders(order),
    checks,
    unavailable: Object.entries(books).flatMap(([service, answer]) => (answer ? [] : [service])),
    orders: order && {
      byState: order.byState.map(({ state, orders, total }) => ({ state, count: orders, total: moneyDocument(total) })),
      oldestPendingMs: order.oldestPendingMs,
      outboxUnsent: order.outboxUnsent,
      deadLetters: order.deadLetters,
    },
    accounting: consumer && {
      byState: consumer.byState.map(({ state, authorizations, total }) => ({ state, count: authorizations, total: moneyDocument(total) })),
      held: moneyDocument(consumer.held),
      charged: moneyDocument(consumer.charged),
      outboxUnsent: consumer.outboxUnsent,
      deadLetters: consumer.deadLetters,
    },
    kitchen: restaurant && {
      byState: restaurant.byState.map(({ state, tickets }) => ({ state, count: tickets })),
      openTickets: restaurant.openTickets,
      outboxUnsent: restaurant.outboxUnsent,
      deadLetters: restaurant.deadLetters,
    },
    deliveries: delivery && {
      byState: delivery.byState.map(({ state, deliveries }) => ({ state, count: deliveries })),
      outboxUnsent: delivery.outboxUnsent,
      deadLetters: delivery.deadLetters,
    },
  };
}
