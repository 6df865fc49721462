import type { View } from '@ftgo/messaging';

/** The orders of a consumer, of a restaurant, of all, with what became of them. */
export const orderHistory: View = { name: 'order-history', tables: ['order_history', 'order_history_restaurants'] };
