import type { Money as PublishedMoney } from '@ftgo/consumer-api';
import { money, type Money } from '@ftgo/money';

/** @throws TypeError, RangeError where a message's amount is missing, negative or not money: no retry would mend it. */
export function amountIn(published: PublishedMoney | undefined): Money {
  if (!published) throw new TypeError('the message names no amount');
  if (published.amount < 0) throw new RangeError('the amount is negative');
  return money(published.amount, published.currency);
}
