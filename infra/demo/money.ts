import type { Money } from './documents.ts';

/** As people write it: 12.34 USD. */
export const amountText = ({ amount, currency }: Money): string => `${(amount / 100).toFixed(2)} ${currency}`;

export const usd = (amount: number): Money => ({ amount, currency: 'USD' });
