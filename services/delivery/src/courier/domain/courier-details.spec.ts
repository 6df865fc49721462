import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { courierDetails } from './courier-details.ts';

const kims = { name: 'Kim Lee', email: 'kim@ftgo.example', password: 'ftgo-demo' };

describe('the details of a courier', () => {
  it('are taken without the blanks around them', () => {
    expect(courierDetails({ ...kims, name: ' Kim Lee ', email: 'kim@ftgo.example ' })).toEqual(kims);
  });

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['a name too long', { name: 'k'.repeat(101) }, '/name'],
    ['a name with U+0000', { name: 'Kim\u0000' }, '/name'],
    ['no e-mail address', { email: 'kim' }, '/email'],
    ['an address with U+0000', { email: 'kim\u0000@ftgo.example' }, '/email'],
    ['an address too long', { email: `${'k'.repeat(250)}@ftgo.example` }, '/email'],
    ['a password too short', { password: 'secret' }, '/password'],
    ['a password too long', { password: 'x'.repeat(201) }, '/password'],
  ])('%s is refused, and the field named', (_, wrong, field) => {
    const refusal = refusalOf(() => courierDetails({ ...kims, ...wrong }));
    expect(refusal).toMatchObject({ kind: 'invalid', code: 'INVALID_COURIER', field });
  });
});

function refusalOf(attempt: () => unknown): Refusal | undefined {
  try {
    attempt();
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  return undefined;
}
