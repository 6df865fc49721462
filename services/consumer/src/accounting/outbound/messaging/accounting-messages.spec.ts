import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { usd } from '../../domain/accounting.mother.ts';
import { messageOf } from './accounting-messages.ts';

const orderId = '01980000-0000-7000-8000-00000000a001';
const accountId = '01980000-0000-7000-8000-00000000c001';

const golden = (type: string) =>
  JSON.parse(readFileSync(new URL(`../../../../../../libs/consumer-api/golden/${type}.json`, import.meta.url), 'utf8'));

describe('the accounting module says in the published language, word for word', () => {
  it.each([
    ['ftgo.account', accountId, { type: 'AccountOpened', accountId, creditLimit: usd(50_000) }],
    ['ftgo.account', accountId, { type: 'CreditLimitChanged', accountId, creditLimit: usd(75_000) }],
    ['ftgo.authorization', orderId, { type: 'AccountAuthorized', orderId, accountId, amount: usd(2_598) }],
    ['ftgo.authorization', orderId, { type: 'AccountCharged', orderId, accountId, amount: usd(2_598) }],
    [
      'ftgo.authorization',
      orderId,
      {
        type: 'AuthorizationFailed',
        orderId,
        accountId,
        reason: 'CREDIT_LIMIT_EXCEEDED',
        detail: 'The order costs 25.98 USD; 20.00 USD of the credit limit are left.',
      },
    ],
    ['ftgo.authorization', orderId, { type: 'AuthorizationRevised', orderId, accountId, amount: usd(2_598) }],
    ['ftgo.authorization', orderId, { type: 'AuthorizationReversed', orderId, accountId, released: usd(2_598) }],
  ] as const)('on the channel of %s, keyed by %s: %o', (aggregate, key, event) => {
    const type = `${aggregate}.${event.type}.v1`;
    const { body, codec, ...rest } = messageOf(event);
    expect(rest).toEqual({ channel: `${aggregate}.events`, key, type });
    expect(codec.toJSON(body)).toEqual(golden(type).json);
  });
});
