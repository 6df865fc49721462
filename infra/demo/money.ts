/** As people write it: 12.34 USD. */
export const amountText = ({ amount, currency }: { amount: number; currency: string }): string => `${(amount / 100).toFixed(2)} ${currency}`;

export const usd = (amount: number) => ({ amount, currency: 'USD' });
