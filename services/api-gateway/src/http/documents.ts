import type { Address, LineItem, Money } from '@ftgo/order-api';

// Protobuf leaves out what is zero or empty; a document says it.

/** ISO 4217's code for "no currency", of a sum over nothing. */
const NO_CURRENCY = 'XXX';

export const moneyDocument = (money: Money | undefined) => ({ amount: money?.amount ?? 0, currency: money?.currency || NO_CURRENCY });

export const addressDocument = ({ street, city, zip, lat, lng }: Address) => ({ street, city, zip, lat, lng });

export const lineItemDocument = ({ menuItemId, name, price, quantity }: LineItem) => ({ menuItemId, name, price: moneyDocument(price), quantity });
