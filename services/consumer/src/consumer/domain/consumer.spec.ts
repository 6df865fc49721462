import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { reactivate, signUp, suspend, verifyOrder } from './consumer.ts';
import { JANE_ID, SAM_ID, jane, janesSignUp, orderOf, sam } from './consumer.mother.ts';
import { ConsumerNotFound, EmailTaken } from './consumer-refusals.ts';

describe('no consumer', () => {
  it('signs up as an active consumer whose address is claimed', () => {
    expect(signUp(undefined, janesSignUp)).toEqual({
      state: { consumer: jane, claim: { consumerId: JANE_ID } },
      events: [{ type: 'ConsumerCreated', consumerId: JANE_ID, name: 'Jane Eyre', creditLimit: money(50_000, 'USD') }],
    });
  });

  it('does not sign up with an address that someone has claimed', () => {
    expect(() => signUp({ consumerId: SAM_ID }, janesSignUp)).toThrow(EmailTaken);
  });

  it('is neither suspended nor reactivated', () => {
    expect(() => suspend(undefined, JANE_ID)).toThrow(ConsumerNotFound);
    expect(() => reactivate(undefined, JANE_ID)).toThrow(ConsumerNotFound);
  });

  it('fails the verification of an order as not found', () => {
    expect(verifyOrder(undefined, orderOf(JANE_ID))).toMatchObject({
      type: 'ConsumerVerificationFailed',
      consumerId: JANE_ID,
      reason: 'CONSUMER_NOT_FOUND',
    });
  });
});

describe('an ACTIVE consumer', () => {
  it('verifies an order, with its total for those who hold money', () => {
    expect(verifyOrder(jane, orderOf(JANE_ID))).toEqual({ type: 'ConsumerVerified', ...orderOf(JANE_ID) });
  });

  it('is suspended', () => {
    expect(suspend(jane, JANE_ID)).toEqual({
      state: { ...jane, status: 'SUSPENDED' },
      events: [{ type: 'ConsumerStatusChanged', consumerId: JANE_ID, status: 'SUSPENDED' }],
    });
  });

  it('stays as it is when reactivated', () => {
    const { state, events } = reactivate(jane, JANE_ID);
    expect(state).toBe(jane);
    expect(events).toEqual([]);
  });
});

describe('a SUSPENDED consumer', () => {
  it('fails the verification of an order as suspended', () => {
    expect(verifyOrder(sam, orderOf(SAM_ID))).toMatchObject({
      type: 'ConsumerVerificationFailed',
      consumerId: SAM_ID,
      reason: 'CONSUMER_SUSPENDED',
    });
  });

  it('is reactivated', () => {
    expect(reactivate(sam, SAM_ID)).toEqual({
      state: { ...sam, status: 'ACTIVE' },
      events: [{ type: 'ConsumerStatusChanged', consumerId: SAM_ID, status: 'ACTIVE' }],
    });
  });

  it('stays as it is when suspended again', () => {
    const { state, events } = suspend(sam, SAM_ID);
    expect(state).toBe(sam);
    expect(events).toEqual([]);
  });
});
