import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { available, hold, openAccount, rehold, release, setCreditLimit } from './account.ts';
import { AccountNotFound, InvalidCreditLimit } from './accounting-refusals.ts';
import { JANE_ID, dansExhaustedAccount, janesAccount, janesAccountWithHold, usd } from './accounting.mother.ts';

describe('no account', () => {
  it('is opened with nothing held and nothing charged', () => {
    expect(openAccount(undefined, { id: JANE_ID, creditLimit: usd(50_000) })).toEqual({
      state: janesAccount,
      events: [{ type: 'AccountOpened', accountId: JANE_ID, creditLimit: usd(50_000) }],
    });
  });

  it('has no credit limit to set', () => {
    expect(() => setCreditLimit(undefined, JANE_ID, usd(1))).toThrow(AccountNotFound);
  });
});

describe('an open account', () => {
  it('stays as it is when opened again', () => {
    const { state, events } = openAccount(janesAccountWithHold, { id: JANE_ID, creditLimit: usd(1) });
    expect(state).toBe(janesAccountWithHold);
    expect(events).toEqual([]);
  });

  it('gets another credit limit, also one below what is held', () => {
    expect(setCreditLimit(janesAccountWithHold, JANE_ID, usd(100))).toEqual({
      state: { ...janesAccountWithHold, creditLimit: usd(100) },
      events: [{ type: 'CreditLimitChanged', accountId: JANE_ID, creditLimit: usd(100) }],
    });
  });

  it('stays as it is with the same credit limit', () => {
    const { state, events } = setCreditLimit(janesAccount, JANE_ID, usd(50_000));
    expect(state).toBe(janesAccount);
    expect(events).toEqual([]);
  });

  it('refuses a negative credit limit and one in another currency', () => {
    expect(() => setCreditLimit(janesAccount, JANE_ID, usd(-1))).toThrow(InvalidCreditLimit);
    expect(() => setCreditLimit(janesAccount, JANE_ID, money(1, 'EUR'))).toThrow(InvalidCreditLimit);
  });

  it('holds up to what is left of the limit, to the cent', () => {
    expect(available(janesAccountWithHold)).toEqual(usd(47_550));
    expect(hold(janesAccountWithHold, usd(47_550))).toEqual({ ...janesAccount, held: usd(50_000) });
    expect(hold(janesAccountWithHold, usd(47_551))).toBe('CREDIT_LIMIT_EXCEEDED');
  });

  it('counts what is charged against the limit', () => {
    expect(hold(dansExhaustedAccount, usd(1))).toBe('CREDIT_LIMIT_EXCEEDED');
  });

  it('does not overflow on an absurd amount', () => {
    expect(hold(janesAccountWithHold, usd(Number.MAX_SAFE_INTEGER))).toBe('CREDIT_LIMIT_EXCEEDED');
  });

  it('holds nothing in another currency', () => {
    expect(hold(janesAccount, money(1, 'EUR'))).toBe('CURRENCY_MISMATCH');
  });

  it('releases what was held', () => {
    expect(release(janesAccountWithHold, usd(2_450))).toEqual(janesAccount);
  });

  it('sets more or less aside than before: the difference is held or released, up to the limit', () => {
    expect(rehold(janesAccountWithHold, usd(2_450), usd(3_000))).toEqual({ ...janesAccount, held: usd(3_000) });
    expect(rehold(janesAccountWithHold, usd(2_450), usd(50_000))).toEqual({ ...janesAccount, held: usd(50_000) });
    expect(rehold(janesAccountWithHold, usd(2_450), usd(50_001))).toBe('CREDIT_LIMIT_EXCEEDED');
    expect(rehold(janesAccountWithHold, usd(2_450), usd(1))).toEqual({ ...janesAccount, held: usd(1) });
    expect(rehold(janesAccountWithHold, usd(2_450), money(1, 'EUR'))).toBe('CURRENCY_MISMATCH');
  });

  it('sets less aside also where the limit was lowered below what is held', () => {
    expect(rehold({ ...janesAccountWithHold, creditLimit: usd(0) }, usd(2_450), usd(2_449))).toMatchObject({ held: usd(2_449) });
  });
});
