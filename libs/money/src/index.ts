/** An amount in the currency's minor units (cents): `{ amount: 1234, currency: 'USD' }` is 12.34 USD. */
export interface Money {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * @param amount integer minor units
 * @throws RangeError where the amount is no safe integer or the currency not three capital letters.
 */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not an ISO 4217 currency`);
  return { amount, currency };
}

export const zero = (currency: string): Money => money(0, currency);
export const add = (a: Money, b: Money): Money => money(a.amount + b.amount, common(a, b));
export const subtract = (a: Money, b: Money): Money => money(a.amount - b.amount, common(a, b));
export const times = (a: Money, factor: number): Money => money(a.amount * factor, a.currency);
export const sum = (amounts: readonly Money[], currency: string): Money => amounts.reduce(add, zero(currency));
export const exceeds = (a: Money, b: Money): boolean => subtract(a, b).amount > 0;
export const equals = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;

function common(a: Money, b: Money): string {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not add up`);
  return a.currency;
}
