import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { messageOf } from './consumer-messages.ts';

const orderId = '01980000-0000-7000-8000-00000000a001';
const consumerId = '01980000-0000-7000-8000-00000000c001';

const golden = (type: string) =>
  JSON.parse(readFileSync(new URL(`../../../../../../libs/consumer-api/golden/${type}.json`, import.meta.url), 'utf8'));

describe('the consumer module says in the published language, word for word', () => {
  it.each([
    [{ type: 'ConsumerCreated', consumerId, name: 'Jane Eyre', creditLimit: money(50_000, 'USD') }, consumerId],
    [{ type: 'ConsumerStatusChanged', consumerId, status: 'SUSPENDED' }, consumerId],
    [{ type: 'ConsumerVerified', orderId, consumerId, orderTotal: money(2_598, 'USD') }, orderId],
    [
      {
        type: 'ConsumerVerificationFailed',
        orderId,
        consumerId,
        reason: 'CONSUMER_SUSPENDED',
        detail: 'The consumer is suspended and may not order.',
      },
      orderId,
    ],
  ] as const)('%o, keyed by %s', (event, key) => {
    const type = `ftgo.consumer.${event.type}.v1`;
    const { body, codec, ...rest } = messageOf(event);
    expect(rest).toEqual({ channel: 'ftgo.consumer.events', key, type });
    expect(codec.toJSON(body)).toEqual(golden(type).json);
  });
});
